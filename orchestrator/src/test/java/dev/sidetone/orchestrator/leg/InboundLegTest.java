/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxOwner;
import dev.sidetone.media.inbox.WorkerInbox;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.orchestrator.turn.TurnDetector;
import dev.sidetone.orchestrator.turn.TurnSignal;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.gate.GateConfig;
import dev.sidetone.vad.gate.PreRoll;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class InboundLegTest {
    private static final AudioFormat FORMAT = AudioFormat.MULAW_8K;
    private static final long START_NS = 1_000_000_000_000L;
    private static final byte SILENCE = (byte) 0xFF;
    private static final byte LOUD = 0x10;

    private final ManualClock clock = new ManualClock(START_NS);
    private final WorkerInbox inbox =
            new WorkerInbox(64, clock, new SharedCounters(), new NobodysInbox());
    private final Signals listener = new Signals();
    private final InboundLeg leg =
            new InboundLeg(
                    FORMAT,
                    CodecCatalog.decoder(FORMAT),
                    new InboundLeg.Hearing(
                            new Loudness(),
                            new SpeechGate(GateConfig.DEFAULT),
                            new TurnDetector(TurnConfig.DEFAULT),
                            PreRoll.of(FORMAT, 500)),
                    listener,
                    new WorkerCounters());
    private long mediaMs;

    /** Anything that is not silence is speech. */
    private static final class Loudness implements VoiceActivityDetector {
        @Override
        public float onBlock(short[] pcm, int offset) {
            return Math.abs(pcm[offset]) > 100 ? 1 : 0;
        }

        @Override
        public void reset() {}
    }

    private static final class Signals implements SpeechListener {
        private final List<String> all = new ArrayList<>();

        @Override
        public void onTurnSignal(TurnSignal signal, long nowNs) {
            all.add(signal + "@" + (nowNs - START_NS) / 1_000_000);
        }

        @Override
        public void onSpeechAudio(byte[] audio, int offset, int length) {}

        @Override
        public void onAnyAudio(byte[] audio, int offset, int length) {}
    }

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

    /** A payload that was spoken until now, and arrives so much later. */
    private void payload(int ms, byte sample, int lateMs) {
        byte[] audio = new byte[ms * FORMAT.bytesPerMs()];
        Arrays.fill(audio, sample);
        clock.advanceMs(ms);
        long arrivalNs = clock.nanoTime() + lateMs * 1_000_000L;
        inbox.offerMedia(1, mediaMs, arrivalNs, audio, 0, audio.length);
        mediaMs += ms;
        inbox.drain(slot -> {
            leg.onMedia(slot, false, arrivalNs);
            return true;
        });
    }

    @Test
    void shouldNotTakeTheRestOfALongPayloadForLostFrames() {
        for (int i = 0; i < 4; i++) {
            payload(250, SILENCE, 0);
        }
        payload(250, LOUD, 100);
        assertThat(leg.inTurn()).isTrue();
        assertThat((leg.startOfSpeechNs() - START_NS) / 1e6)
                .as("ms of the onset: the network held it up, not the caller")
                .isCloseTo(1000.0, Offset.offset(15.0));
    }

    @Test
    void shouldTakeLostFramesBetweenLongPayloadsForTimeThatPassed() {
        for (int i = 0; i < 4; i++) {
            payload(250, SILENCE, 0);
        }
        clock.advanceMs(500);
        mediaMs += 500;
        payload(250, LOUD, 0);
        assertThat((leg.startOfSpeechNs() - START_NS) / 1e6).isCloseTo(1500.0, Offset.offset(15.0));
    }

    /** 20 ms, of which the first {@code spokenMs} are speech. */
    private void frame(int spokenMs) {
        byte[] audio = new byte[20 * FORMAT.bytesPerMs()];
        Arrays.fill(audio, SILENCE);
        Arrays.fill(audio, 0, spokenMs * FORMAT.bytesPerMs(), LOUD);
        clock.advanceMs(20);
        inbox.offerMedia(1, mediaMs, clock.nanoTime(), audio, 0, audio.length);
        mediaMs += 20;
        inbox.drain(slot -> {
            leg.onMedia(slot, false, clock.nanoTime());
            return true;
        });
    }

    private void frames(int count, int spokenMs) {
        for (int i = 0; i < count; i++) {
            frame(spokenMs);
        }
    }

    @Test
    void shouldEndATurnWhenTheSilenceIsOverAndNotWhenTheRestOfItsFrameCame() {
        frames(15, 20);
        frame(10);
        frames(19, 0);
        assertThat(leg.nextDeadlineNs(clock.nanoTime(), 100_000_000))
                .isEqualTo(START_NS + (310 + 400) * 1_000_000L);
        clock.advanceMs(9);
        leg.onAlarm(clock.nanoTime());
        assertThat(leg.inTurn()).isTrue();
        clock.advanceMs(1);
        leg.onAlarm(clock.nanoTime());
        assertThat(listener.all)
                .containsExactly("SPEECH_STARTED@180", "SPEECH_PAUSED@460", "TURN_ENDED@710");
        assertThat(leg.nextDeadlineNs(clock.nanoTime(), 100_000_000)).isEqualTo(Long.MAX_VALUE);
        leg.onAlarm(clock.nanoTime());
        assertThat(listener.all).hasSize(3);
    }

    @Test
    void shouldWaitForTheFrameWhenAWordMayHaveBegunBeforeIt() {
        frames(15, 20);
        frame(10);
        frames(17, 0);
        frame(20);
        frame(0);
        assertThat(leg.nextDeadlineNs(clock.nanoTime(), 100_000_000))
                .isEqualTo(clock.nanoTime() + 100_000_000);
    }
}
