/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.conversation.TurnTimeline.Stage;
import dev.sidetone.orchestrator.journal.TurnRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TurnTimelineTest {
    private static final long MS = 1_000_000L;
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    private static TurnRecord record(TurnTimeline turn) {
        return turn.toRecord("CA1", "twilio", "hi", "hi", new TurnRecord.Providers("a", "b", "c"));
    }

    @Test
    void shouldSumItsPartsToTheWholeEvenWhenAStageWasPassedBeforeTheOneInFrontOfIt() {
        TurnTimeline turn = TurnTimeline.ofSpeech(1, 1000 * MS, 500, 400);
        turn.pass(Stage.STT_FINAL, 1250 * MS);
        turn.pass(Stage.TURN_DECIDED, 1400 * MS);
        turn.pass(Stage.LLM_FIRST_TOKEN, 1410 * MS);
        turn.pass(Stage.FIRST_SENTENCE, 1412 * MS);
        turn.pass(Stage.TTS_FIRST_AUDIO, 1415 * MS);
        turn.pass(Stage.FIRST_AUDIO_PLAYED, 1440 * MS);
        TurnRecord record = record(turn);
        assertThat(record.serverMrlMs()).isCloseTo(440, EXACT);
        assertThat(record.endpointingMs()).isCloseTo(400, EXACT);
        assertThat(record.sttFinalMs()).as("hid inside endpointing").isCloseTo(0, EXACT);
        assertThat(record.llmFirstTokenMs()).isCloseTo(10, EXACT);
        assertThat(record.firstSentenceMs()).isCloseTo(2, EXACT);
        assertThat(record.ttsFirstAudioMs()).isCloseTo(3, EXACT);
        assertThat(record.egressMs()).isCloseTo(25, EXACT);
        assertThat(record.endpointingTargetMs()).isCloseTo(400, EXACT);
        assertThat(record.endOfSpeechMs()).isCloseTo(500, EXACT);
    }

    @Test
    void shouldKeepTheFirstPassingOfAStage() {
        TurnTimeline turn = TurnTimeline.ofSpeech(1, 0, 0, 400);
        turn.pass(Stage.TURN_DECIDED, 400 * MS);
        turn.pass(Stage.LLM_FIRST_TOKEN, 500 * MS);
        turn.pass(Stage.LLM_FIRST_TOKEN, 900 * MS);
        turn.pass(Stage.FIRST_AUDIO_PLAYED, 1000 * MS);
        assertThat(record(turn).llmFirstTokenMs()).isCloseTo(100, EXACT);
    }

    @Test
    void shouldHaveNoLatencyWhenNobodySpokeOrNothingWasPlayed() {
        TurnTimeline greeting = TurnTimeline.unspoken(0);
        greeting.pass(Stage.FIRST_AUDIO_PLAYED, 5);
        assertThat(record(greeting).serverMrlMs()).isNull();
        assertThat(record(greeting).endpointingTargetMs()).isNull();
        assertThat(record(TurnTimeline.ofSpeech(2, 0, 0, 400)).serverMrlMs()).isNull();
    }

    @Test
    void shouldBeSignedWhenTheAnswerCameBeforeTheEndOfSpeech() {
        TurnTimeline turn = TurnTimeline.ofSpeech(1, 1000 * MS, 500, 400);
        turn.pass(Stage.TURN_DECIDED, 900 * MS);
        turn.pass(Stage.FIRST_AUDIO_PLAYED, 950 * MS);
        assertThat(record(turn).serverMrlMs()).isCloseTo(-50, EXACT);
    }

    @Test
    void shouldTellHowLongTheClearTookFromTheOnset() {
        TurnTimeline turn = TurnTimeline.unspoken(3);
        turn.bargedIn(100 * MS, 320 * MS);
        assertThat(record(turn).bargedIn()).isTrue();
        assertThat(record(turn).bargeInClearMs()).isCloseTo(220, EXACT);
    }
}
