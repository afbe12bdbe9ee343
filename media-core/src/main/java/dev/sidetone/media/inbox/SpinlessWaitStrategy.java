/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/**
 * The ring is polled and never waited on. A ring without a strategy of its own takes one whose
 * every publish takes a lock; this one does nothing.
 */
final class SpinlessWaitStrategy implements WaitStrategy {

    @Override
    public long waitFor(
            long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier) {
        throw new UnsupportedOperationException("the inbox is polled");
    }

    @Override
    public void signalAllWhenBlocking() {
        // Nobody waits.
    }
}
