/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.orchestrator.provider.net.CallIo;

/** A loop on which recognitions live, and what reads their messages there. Immutable. */
record ListenLoop(CallIo io, ListenReader reader) {

    ListenLoop(CallIo io) {
        this(io, new ListenReader());
    }
}
