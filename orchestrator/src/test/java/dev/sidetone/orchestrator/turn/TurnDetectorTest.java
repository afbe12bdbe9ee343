/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import static dev.sidetone.orchestrator.turn.TurnSignal.NONE;
import static dev.sidetone.orchestrator.turn.TurnSignal.SPEECH_PAUSED;
import static dev.sidetone.orchestrator.turn.TurnSignal.TURN_ENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.vad.gate.GateConfig;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TurnDetectorTest {

    private final SpeechGate gate = new SpeechGate(new GateConfig(0.5f, 0.35f, 200, 400, 150, 500));
    private final List<String> signals = new ArrayList<>();
    private TurnDetector turn = new TurnDetector();
    private boolean agentAudible;

    @Test
    void shouldBeginPauseAndEndATurnInStreamTime() {
        silence(1_000);
        speech(800);
        silence(1_000);
        assertThat(signals)
                .containsExactly("SPEECH_STARTED@1200", "SPEECH_PAUSED@1950", "TURN_ENDED@2200");
        assertThat(turn.speechStartMs()).isEqualTo(1_000);
        assertThat(turn.lastSpeechMs()).isEqualTo(1_800);
        assertThat(turn.endpointingTargetMs()).isEqualTo(400);
        assertThat(turn.isCallersTurn()).isFalse();
    }

    @Test
    void shouldGoOnWhenSpeechGoesOnBeforeTheTurnEnds() {
        speech(400);
        silence(300);
        speech(400);
        silence(400);
        assertThat(signals)
                .containsExactly(
                        "SPEECH_STARTED@200",
                        "SPEECH_PAUSED@550",
                        "SPEECH_RESUMED@900",
                        "SPEECH_PAUSED@1250",
                        "TURN_ENDED@1500");
        assertThat(turn.speechStartMs()).isZero();
    }

    @Test
    void shouldWaitForAWordThatHasJustBegunWhenTheTurnWouldEnd() {
        speech(400);
        silence(350);
        speech(300);
        silence(400);
        assertThat(signals)
                .containsExactly(
                        "SPEECH_STARTED@200",
                        "SPEECH_PAUSED@550",
                        "SPEECH_RESUMED@950",
                        "SPEECH_PAUSED@1200",
                        "TURN_ENDED@1450");
    }

    @Test
    void shouldNotWaitLongForANoiseThatIsNoWord() {
        speech(400);
        silence(300);
        speech(150);
        silence(400);
        assertThat(signals)
                .containsExactly("SPEECH_STARTED@200", "SPEECH_PAUSED@550", "TURN_ENDED@930");
        assertThat(turn.lastSpeechMs()).isEqualTo(400);
    }

    @Test
    void shouldEndATurnAlthoughClicksNeverCease() {
        speech(400);
        for (int i = 0; i < 30; i++) {
            silence(30);
            speech(10);
            silence(10);
        }
        assertThat(signals)
                .startsWith("SPEECH_STARTED@200")
                .last()
                .asString()
                .startsWith("TURN_ENDED");
        assertThat(turn.isCallersTurn()).isFalse();
    }

    @Test
    void shouldEndATurnThatNeverPausesAndBeginTheNextOnlyAfterASilence() {
        speech(35_000);
        assertThat(signals).containsExactly("SPEECH_STARTED@200", "TURN_ENDED@30000");
        silence(1_000);
        speech(400);
        assertThat(signals).hasSize(3).last().isEqualTo("SPEECH_STARTED@36200");
    }

    @Test
    void shouldCallSpeechOverTheAgentABargeIn() {
        agentAudible = true;
        speech(400);
        agentAudible = false;
        silence(400);
        assertThat(signals).containsExactly("BARGE_IN@200", "SPEECH_PAUSED@550", "TURN_ENDED@800");
    }

    @Test
    void shouldAskForMoreSpeechBeforeItInterruptsWhenConfigured() {
        turn = new TurnDetector(new TurnConfig(400, 150, true, 350, 600));
        agentAudible = true;
        speech(300);
        silence(500);
        assertThat(signals).isEmpty();
        speech(400);
        assertThat(signals).containsExactly("BARGE_IN@1150");
        assertThat(turn.speechStartMs()).isEqualTo(800);
    }

    @Test
    void shouldBeginTheTurnOnceTheAgentIsSilentWhenBargeInIsDisabled() {
        turn = new TurnDetector(new TurnConfig(400, 150, false, 200, 600));
        agentAudible = true;
        speech(1_000);
        assertThat(signals).isEmpty();
        agentAudible = false;
        speech(100);
        assertThat(signals).containsExactly("SPEECH_STARTED@1010");
        assertThat(turn.speechStartMs()).isZero();
    }

    @Test
    void shouldIgnoreAStallShorterThanConfigured() {
        speech(400);
        assertThat(turn.onStall(590)).isEqualTo(NONE);
        assertThat(turn.isCallersTurn()).isTrue();
    }

    @Test
    void shouldIgnoreAStallWhileNobodySpeaks() {
        silence(400);
        assertThat(turn.onStall(10_000)).isEqualTo(NONE);
    }

    @Test
    void shouldEndATurnThatStallsAndNotEndItAgainWhenFramesComeLate() {
        speech(400);
        silence(100);
        assertThat(turn.onStall(600)).isEqualTo(TURN_ENDED);
        assertThat(turn.onStall(700)).isEqualTo(NONE);
        silence(1_000);
        assertThat(signals).containsExactly("SPEECH_STARTED@200");
        assertThat(turn.lastSpeechMs()).isEqualTo(400);
    }

    @Test
    void shouldPauseOnlyOnceWhenAStallIsShorterThanEndpointing() {
        turn = new TurnDetector(new TurnConfig(1_000, 150, true, 200, 600));
        speech(400);
        assertThat(turn.onStall(600)).isEqualTo(SPEECH_PAUSED);
        assertThat(turn.onStall(610)).isEqualTo(NONE);
        silence(1_000);
        assertThat(signals).containsExactly("SPEECH_STARTED@200", "TURN_ENDED@1400");
    }

    @Test
    void shouldResumeWhenLateFramesHoldSpeech() {
        turn = new TurnDetector(new TurnConfig(1_000, 150, true, 200, 600));
        speech(400);
        assertThat(turn.onStall(600)).isEqualTo(SPEECH_PAUSED);
        speech(200);
        assertThat(signals).containsExactly("SPEECH_STARTED@200", "SPEECH_RESUMED@410");
    }

    @Test
    void shouldNotTakeTheRestOfALateWordForANewTurn() {
        speech(400);
        assertThat(turn.onStall(600)).isEqualTo(TURN_ENDED);
        speech(190);
        silence(600);
        assertThat(signals).containsExactly("SPEECH_STARTED@200");
    }

    @Test
    void shouldTakeASentenceThatGoesOnAfterAStallForANewTurn() {
        speech(400);
        assertThat(turn.onStall(600)).isEqualTo(TURN_ENDED);
        agentAudible = true;
        speech(500);
        silence(400);
        assertThat(signals)
                .containsExactly(
                        "SPEECH_STARTED@200",
                        "BARGE_IN@600",
                        "SPEECH_PAUSED@1050",
                        "TURN_ENDED@1300");
        assertThat(turn.speechStartMs()).isEqualTo(400);
    }

    @Test
    void shouldRefuseAWrongConfigurationWithWhatWasExpected() {
        assertThatThrownBy(() -> new TurnConfig(400, 400, true, 200, 600))
                .hasMessageContaining("pauseMs must be above 0 and below endpointingMs: 400");
        assertThatThrownBy(() -> new TurnConfig(50, 20, true, 200, 600))
                .hasMessageContaining("endpointingMs");
        assertThatThrownBy(() -> new TurnConfig(400, 150, true, -1, 600))
                .hasMessageContaining("bargeInMinSpeechMs");
        assertThatThrownBy(() -> new TurnConfig(400, 150, true, 200, 0))
                .hasMessageContaining("stallMs");
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
            TurnSignal signal = turn.onBlock(gate, agentAudible);
            if (signal != NONE) {
                signals.add(signal + "@" + gate.streamMs());
            }
        }
    }
}
