/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import static dev.sidetone.orchestrator.turn.TurnSignal.NONE;
import static dev.sidetone.orchestrator.turn.TurnSignal.TURN_ENDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.vad.gate.GateConfig;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends of speech that the recogniser declares, against what our own detector hears. */
@Tag("unit")
class DeclaredEndTest {
    private static final int SILENCE_MS = 300;

    private final SpeechGate gate = new SpeechGate(new GateConfig(0.5f, 0.35f, 200, 400, 150, 500));
    private final List<String> signals = new ArrayList<>();
    private TurnDetector turn = detector(Endpointing.FIRST);

    @Test
    void shouldEndTheTurnByTheRecognisersWordWhenItComesFirst() {
        speech(800);
        silence(350);
        assertThat(declared(1_110)).isEqualTo(TURN_ENDED);
        assertThat(turn.endpointingTargetMs()).isEqualTo(SILENCE_MS);
        silence(1_000);
        assertThat(signals).containsExactly("SPEECH_STARTED@200", "SPEECH_PAUSED@950");
    }

    @Test
    void shouldNotEndAnotherTimeWhenItsWordComesSecond() {
        speech(800);
        silence(400);
        assertThat(signals).last().isEqualTo("TURN_ENDED@1200");
        assertThat(declared(1_110)).isEqualTo(NONE);
        assertThat(turn.endpointingTargetMs()).isEqualTo(400);
    }

    @Test
    void shouldIgnoreAWordThatSpeaksOfAnEarlierTurn() {
        speech(800);
        silence(400);
        speech(300);
        assertThat(declared(1_110)).isEqualTo(NONE);
        assertThat(turn.isCallersTurn()).isTrue();
    }

    @Test
    void shouldIgnoreItWhenTheCallerHasGoneOnMeanwhile() {
        speech(800);
        silence(310);
        speech(400);
        assertThat(declared(1_110)).isEqualTo(NONE);
        silence(160);
        assertThat(declared(1_110)).as("paused again").isEqualTo(NONE);
        silence(240);
        assertThat(signals).last().isEqualTo("TURN_ENDED@1910");
        assertThat(turn.endpointingTargetMs()).isEqualTo(400);
    }

    @Test
    void shouldWaitForAWordThatHasJustBegun() {
        turn = detector(Endpointing.PROVIDER);
        speech(800);
        silence(310);
        speech(100);
        assertThat(declared(1_110)).isEqualTo(NONE);
        speech(200);
        assertThat(signals).last().isEqualTo("SPEECH_RESUMED@1310");
        silence(1_000);
        assertThat(turn.isCallersTurn()).isTrue();
    }

    @Test
    void shouldEndAfterAllWhenThatWasNoWord() {
        turn = detector(Endpointing.PROVIDER);
        speech(800);
        silence(310);
        speech(100);
        assertThat(declared(1_110)).isEqualTo(NONE);
        silence(100);
        assertThat(signals).last().isEqualTo("TURN_ENDED@1290");
        assertThat(turn.endpointingTargetMs()).isEqualTo(SILENCE_MS);
    }

    @Test
    void shouldEndInNoiseThatOurOwnDetectorTakesForSpeechAndNotBeginAnotherTurnInIt() {
        speech(3_000);
        assertThat(declared(2_800)).isEqualTo(TURN_ENDED);
        speech(2_000);
        assertThat(turn.isCallersTurn()).isFalse();
        silence(500);
        speech(300);
        assertThat(turn.isCallersTurn()).isTrue();
    }

    @Test
    void shouldLeaveTheEndToTheRecogniserWhenConfiguredButNotForEver() {
        turn = detector(Endpointing.PROVIDER);
        speech(800);
        silence(2_990);
        assertThat(signals).containsExactly("SPEECH_STARTED@200", "SPEECH_PAUSED@950");
        silence(10);
        assertThat(signals).last().isEqualTo("TURN_ENDED@3800");
        assertThat(turn.endpointingTargetMs()).isEqualTo(TurnConfig.FALLBACK_MS);
    }

    @Test
    void shouldNotListenToTheRecogniserWhenConfigured() {
        turn = detector(Endpointing.OWN);
        speech(800);
        silence(350);
        assertThat(declared(1_110)).isEqualTo(NONE);
        silence(50);
        assertThat(signals).last().isEqualTo("TURN_ENDED@1200");
    }

    private static TurnDetector detector(Endpointing endpointing) {
        return new TurnDetector(TurnConfig.DEFAULT.withEndpointing(endpointing));
    }

    private TurnSignal declared(long audioMs) {
        return turn.onDeclaredEnd(gate, audioMs, SILENCE_MS);
    }

    private void speech(int milliseconds) {
        feed(milliseconds, 1f);
    }

    private void silence(int milliseconds) {
        feed(milliseconds, 0f);
    }

    private void feed(int milliseconds, float probability) {
        for (int ms = 0; ms < milliseconds; ms += SpeechGate.BLOCK_MS) {
            gate.onBlock(probability);
            TurnSignal signal = turn.onBlock(gate, false);
            if (signal != NONE) {
                signals.add(signal + "@" + gate.streamMs());
            }
        }
    }
}
