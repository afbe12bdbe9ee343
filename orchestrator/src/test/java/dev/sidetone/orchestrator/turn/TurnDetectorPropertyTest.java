/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.vad.gate.SpeechGate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/** However the network groups and delays frames, the same audio gives the same turns. */
@Tag("unit")
class TurnDetectorPropertyTest {

    private static final int FRAME_BLOCKS = 2;

    @Property(tries = 300)
    void shouldDecideTheSameForAnyArrivalOfTheSameFrames(
            @ForAll("audio") List<Integer> audio, @ForAll("gapsMs") List<Integer> gapsMs) {
        List<Boolean> blocks = blocks(audio);
        Line even = new Line();
        for (boolean speech : blocks) {
            even.block(speech);
        }
        assertThat(play(blocks, gapsMs).signals).isEqualTo(even.signals);
    }

    @Property(tries = 300)
    void shouldKeepTheOrderOfSignalsThroughStallsOfAnyLength(
            @ForAll("audio") List<Integer> audio, @ForAll("stallsMs") List<Integer> gapsMs) {
        TurnSignal state = TurnSignal.TURN_ENDED;
        for (Heard heard : play(blocks(audio), gapsMs).signals) {
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
    @Provide
    Arbitrary<List<Integer>> audio() {
        return Arbitraries.integers().between(1, 70).list().ofMinSize(1).ofMaxSize(30);
    }

    /**
     * What passes before a frame arrives, below what counts as a stall; 0 is one more frame of a
     * burst.
     */
    @Provide
    Arbitrary<List<Integer>> gapsMs() {
        return Arbitraries.integers()
                .between(0, TurnConfig.DEFAULT.stallMs() - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(50);
    }

    @Provide
    Arbitrary<List<Integer>> stallsMs() {
        return Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.integers().between(0, 40)),
                        Tuple.of(1, Arbitraries.integers().between(500, 3_000)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(200);
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

        private void note(TurnSignal signal) {
            if (signal != TurnSignal.NONE) {
                signals.add(
                        new Heard(
                                signal,
                                gate.streamMs(),
                                turn.speechStartMs(),
                                turn.lastSpeechMs()));
            }
        }
    }

    /** A signal and all that could be read with it. */
    private record Heard(TurnSignal signal, long streamMs, long speechStartMs, long lastSpeechMs) {}
}
