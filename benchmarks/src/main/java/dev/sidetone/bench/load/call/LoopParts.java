/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.orchestrator.provider.net.websocket.FrameArena;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What all calls of a loop share. Owned by the loop's thread.
 *
 * @param sockets outgoing connections
 * @param arena where they put together what they send
 * @param heap what is due when
 * @param tally what it comes to
 * @param wire base64
 * @param random phases of the calls' schedules
 * @param gone told of calls that are over
 */
record LoopParts(
        ClientSockets sockets,
        FrameArena arena,
        DueHeap heap,
        LoadTally tally,
        WireText wire,
        Scratch scratch,
        SplittableRandom random,
        Consumer<LoadCall> gone) {

    /** Room for one message each way. */
    static final class Scratch {

        /** Longest message of a server. */
        static final int LONGEST_MESSAGE = 1 << 18;

        final byte[] out = new byte[2048];
        final byte[] in = new byte[LONGEST_MESSAGE];
    }
}
