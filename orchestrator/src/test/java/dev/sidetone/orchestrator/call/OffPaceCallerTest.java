/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller who sends faster or slower than time passes. */
@Tag("unit")
final class OffPaceCallerTest {
    private final CallRig rig = new CallRig(CallRig.agent(), patient());
    private long mediaMs = 1_000_000;

    @AfterEach
    void close() {
        rig.close();
    }

    /** An agent that leaves a silent caller alone. */
    private static CallLimits patient() {
        CallLimits usual = CallLimits.DEFAULTS;
        return new CallLimits(
                usual.maxLength(),
                Duration.ofMinutes(10),
                usual.sttFinalTimeout(),
                usual.modelTimeout(),
                usual.voiceTimeout(),
                usual.dtmfTimeout(),
                usual.fillerAfter());
    }

    /** Frames that each take so many milliseconds of the worker's time. */
    private void frames(int count, int everyMs, boolean speaking) {
        byte[] frame = new byte[160];
        for (int i = 0; i < count && rig.carrier.closed == null; i++) {
            Arrays.fill(frame, (byte) (speaking ? (i % 2 == 0 ? 0x10 : 0x90) : 0xFF));
            for (int b = 0; speaking && b < frame.length; b += 3) {
                frame[b] = (byte) 0x95;
            }
            rig.mailbox.media(mediaMs, rig.clock.nanoTime(), frame, 0, frame.length);
            mediaMs += 20;
            for (int ms = 0; ms < everyMs; ms++) {
                rig.clock.advanceMs(1);
                rig.carrier.playMs();
                rig.worker.doWork();
                rig.worker.doWork();
            }
        }
    }

    @Test
    void shouldEndTypedAtTwiceRealTimeOnceTooFarAhead() {
        frames(2500, 10, false);
        assertThat(rig.carrier.closed).as("25 s ahead").isNull();
        frames(1000, 10, false);
        assertThat(Objects.requireNonNull(rig.carrier.closed).reason())
                .isEqualTo(Termination.Reason.FLOODED);
        assertThat(rig.count(MediaCounter.MEDIA_AHEAD)).isEqualTo(1);
        assertThat(rig.count(MediaCounter.MEDIA_BEHIND)).isZero();
    }

    @Test
    void shouldEndAtOnceWhereAllComesAtOnce() {
        frames(5000, 0, false);
        rig.worker.doWork();
        rig.worker.doWork();
        for (int i = 0; i < 20 && rig.carrier.closed == null; i++) {
            rig.worker.doWork();
        }
        assertThat(rig.count(MediaCounter.MEDIA_REFUSED) + rig.count(MediaCounter.MEDIA_AHEAD))
                .as("what there is no room for is dropped and counted")
                .isPositive();
    }

    @Test
    void shouldAnswerAtHalfRealTimeAndKeepItsFiguresBounded() {
        frames(1500, 40, false);
        rig.providers.ear.texts.add("go");
        frames(40, 40, true);
        frames(200, 40, false);
        assertThat(rig.carrier.closed).isNull();
        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.count(MediaCounter.MEDIA_BEHIND)).isGreaterThan(5);
        TurnRecord answered =
                rig.turns().stream()
                        .filter(turn -> turn.serverMrlMs() != null)
                        .findFirst()
                        .orElseThrow();
        assertThat(answered.serverMrlMs()).as("not half a minute").isLessThan(8000);
    }
}
