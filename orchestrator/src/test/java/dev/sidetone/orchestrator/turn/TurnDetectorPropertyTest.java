/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.SeededCases;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However the network groups and delays frames, the same audio gives the same turns. */
@Tag("unit")
class TurnDetectorPropertyTest {

    private static final int FRAME_BLOCKS = 2;

    @Test
    void shouldDecideTheSameForAnyArrivalOfTheSameFrames() {
        SeededCases.forEach(400, TurnDetectorPropertyTest::assertSameForAnyArrival);
    }

    @Test
    void shouldEndNoTurnAheadThatWouldNotEndWithTheNextBlockWhateverItHolds() {
        SeededCases.forEach(400, TurnDetectorPropertyTest::assertSameWhenEndedAhead);
    }

    @Test
    void shouldKeepTheOrderOfSignalsThroughStallsOfAnyLength() {
        SeededCases.forEach(400, TurnDetectorPropertyTest::assertOrderOfSignals);
    }

    private static void assertSameForAnyArrival(Random random) {
        List<Boolean> blocks = blocks(audio(random));
        Line even = new Line();
        for (boolean speech : blocks) {
            even.block(speech);
        }
        assertThat(play(blocks, gapsMs(random)).signals).isEqualTo(even.signals);
    }

    private static void assertSameWhenEndedAhead(Random random) {
        List<Boolean> blocks = blocks(audio(random));
        Line even = new Line();
        Line ahead = new Line();
        for (boolean speech : blocks) {
            even.block(speech);
            ahead.endAhead();
            ahead.block(speech);
        }
        assertThat(ahead.signals).isEqualTo(even.signals);
    }

    private static void assertOrderOfSignals(Random random) {
        TurnSignal state = TurnSignal.TURN_ENDED;
        for (Heard heard : play(blocks(audio(random)), stallsMs(random)).signals) {
            TurnSignal next = heard.signal();
            boolean legal =
                    switch (next) {
                        case SPEECH_STARTED, BARGE_IN -> state == TurnSignal.TURN_ENDED;
                        case SPEECH_PAUSED -> state == TurnSignal.SPEECH_STARTED;
                        case SPEECH_RESUMED -> state == TurnSignal.SPEECH_PAUSED;
                        case TURN_ENDED -> state != TurnSignal.TURN_ENDED;
                        case NONE -> false;
                    };
            assertThat(legal).as("%s after %s", next, state).isTrue();
            boolean speaking = next == TurnSignal.BARGE_IN || next == TurnSignal.SPEECH_RESUMED;
            state = speaking ? TurnSignal.SPEECH_STARTED : next;
        }
    }

    /** Stretches of silence and speech by turns, in 10 ms blocks. */
    private static List<Integer> audio(Random random) {
        return random.ints(1 + random.nextInt(30), 1, 71).boxed().toList();
    }

    /**
     * What passes before a frame arrives, below what counts as a stall; 0 is one more frame of a
     * burst. Every third line delivers in bursts: mostly 0.
     */
    private static List<Integer> gapsMs(Random random) {
        int longest = TurnConfig.DEFAULT.stallMs() - 1;
        int burst = random.nextInt(3) == 0 ? 8 : 1;
        return random.ints(1 + random.nextInt(50), 0, longest + 1)
                .map(gapMs -> random.nextInt(burst) == 0 ? gapMs : 0)
                .boxed()
                .toList();
    }

    /** Gaps of which one in twenty is a stall. */
    private static List<Integer> stallsMs(Random random) {
        return random.ints(1 + random.nextInt(200), 0, 41)
                .map(gapMs -> random.nextInt(21) == 0 ? random.nextInt(500, 3_001) : gapMs)
                .boxed()
                .toList();
    }

    private static Line play(List<Boolean> blocks, List<Integer> gapsMs) {
        Line line = new Line();
        for (int at = 0, frame = 0; at < blocks.size(); frame++) {
            int gapMs = gapsMs.get(frame % gapsMs.size());
            for (int silentMs = 20; silentMs <= gapMs; silentMs += 20) {
                line.stall(silentMs);
            }
            for (int i = 0; i < FRAME_BLOCKS && at < blocks.size(); i++, at++) {
                line.block(blocks.get(at));
            }
        }
        return line;
    }

    private static List<Boolean> blocks(List<Integer> stretches) {
        List<Boolean> blocks = new ArrayList<>();
        boolean speech = false;
        for (int stretch : stretches) {
            for (int i = 0; i < stretch; i++) {
                blocks.add(speech);
            }
            speech = !speech;
        }
        return blocks;
    }

    /** One caller's gate and turn, and what was signalled where in the stream. */
    private static final class Line {

        private final SpeechGate gate = new SpeechGate();
        private final TurnDetector turn = new TurnDetector();
        private final List<Heard> signals = new ArrayList<>();

        void block(boolean speech) {
            gate.onBlock(speech ? 1f : 0f);
            note(turn.onBlock(gate, gate.streamMs() % 3_000 < 1_500));
        }

        void stall(long silentMs) {
            note(turn.onStall(silentMs));
        }

        void endAhead() {
            if (turn.endsWithNextBlock(gate)) {
                note(turn.endAhead(), gate.streamMs() + SpeechGate.BLOCK_MS);
            }
        }

        private void note(TurnSignal signal) {
            note(signal, gate.streamMs());
        }

        private void note(TurnSignal signal, long streamMs) {
            if (signal != TurnSignal.NONE) {
                signals.add(new Heard(signal, streamMs, turn.speechStartMs(), turn.lastSpeechMs()));
            }
        }
    }

    /** A signal and all that could be read with it. */
    private record Heard(TurnSignal signal, long streamMs, long speechStartMs, long lastSpeechMs) {}
}
