/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.Termination;
import org.jspecify.annotations.Nullable;

/**
 * One pre-allocated place in a worker's outbox. Filled by the worker, carried out by the socket's
 * loop, then cleared and used again. Audio lies in the outbox's one slab.
 */
final class OutboxSlot {
    final byte[] slab;
    final int audioOffset;

    @Nullable CarrierLink link;
    Order order = Order.NONE;
    int audioLength;

    /** More of the same message follows in the next slot. */
    boolean more;

    long markId;
    @Nullable Termination termination;

    /** What the loop is to do. */
    enum Order {
        NONE,
        MEDIA,
        MARK,
        CLEAR,
        CLOSE
    }

    OutboxSlot(byte[] slab, int audioOffset) {
        this.slab = slab;
        this.audioOffset = audioOffset;
    }

    void put(CarrierLink target, Order what) {
        link = target;
        order = what;
    }

    void putAudio(byte[] audio, int offset, int length, boolean moreFollows) {
        System.arraycopy(audio, offset, slab, audioOffset, length);
        audioLength = length;
        more = moreFollows;
    }

    void clear() {
        link = null;
        order = Order.NONE;
        audioLength = 0;
        more = false;
        termination = null;
    }
}
