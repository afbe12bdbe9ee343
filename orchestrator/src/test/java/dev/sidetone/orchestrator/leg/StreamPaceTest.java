/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxOwner;
import dev.sidetone.media.inbox.WorkerInbox;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StreamPaceTest {
    private static final long MS = 1_000_000L;

    private final ManualClock clock = new ManualClock(0);
    private final WorkerInbox inbox =
            new WorkerInbox(64, clock, new SharedCounters(), new NobodysInbox());
    private final StreamPace pace = new StreamPace(AudioFormat.MULAW_8K);

    private static final class NobodysInbox implements InboxOwner {
        @Override
        public boolean isOwnThread() {
            return false;
        }

        @Override
        public boolean drainInPlace() {
            return false;
        }

        @Override
        public void onOffered() {}
    }

    private boolean frame(long arrivalMs) {
        inbox.offerMedia(1, 0, arrivalMs * MS, new byte[160], 0, 160);
        boolean[] fits = new boolean[1];
        inbox.drain(slot -> {
            fits[0] = pace.onMedia(slot);
            return true;
        });
        return fits[0];
    }

    @Test
    void shouldEndACallAtTwiceRealTimeAfterAsLongAsItMayBeAhead() {
        int ms = 0;
        while (frame(ms)) {
            ms += 10;
        }
        assertThat(ms).isBetween(StreamPace.MOST_AHEAD_MS - 50, StreamPace.MOST_AHEAD_MS + 50);
    }

    @Test
    void shouldTakeABurstOfWhatWasHeldUpAndGoOnForEver() {
        assertThat(frame(0)).isTrue();
        for (int i = 1; i < 3000; i++) {
            assertThat(frame(60_000)).as("held up for a minute").isTrue();
        }
        for (int i = 0; i < 20_000; i++) {
            assertThat(frame(60_000 + 20L * i)).isTrue();
        }
    }

    @Test
    void shouldTakeASecondSoundCardsDriftForAWholeDay() {
        long frames = 24 * 3600 * 50L;
        for (long i = 0; i < frames; i += 50) {
            assertThat(frame((long) (i * 20 * 0.9999))).isTrue();
        }
    }
}
