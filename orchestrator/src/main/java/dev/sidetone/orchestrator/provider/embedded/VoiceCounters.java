/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import java.util.concurrent.atomic.LongAdder;

/** What {@link VoiceStats} is read from. Written by workers and voice threads. */
final class VoiceCounters {

    final LongAdder clauses = new LongAdder();
    final LongAdder samples = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder stalled = new LongAdder();
    final LongAdder abandoned = new LongAdder();
    final LongAdder broken = new LongAdder();
    final LongAdder busyNs = new LongAdder();

    VoiceStats snapshot() {
        return new VoiceStats(
                clauses.sum(),
                samples.sum(),
                cancelled.sum(),
                refused.sum(),
                stalled.sum(),
                abandoned.sum(),
                broken.sum(),
                busyNs.sum());
    }
}
