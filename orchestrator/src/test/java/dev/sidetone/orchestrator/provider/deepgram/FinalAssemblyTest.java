/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.RecognitionEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class FinalAssemblyTest {
    private final FinalAssembly assembly = new FinalAssembly();

    @Test
    void shouldReplaceInterimResultsAndAppendFinals() {
        assembly.begin(1000);
        interim(1500, "i");
        interim(1800, "i would");
        assertThat(assembly.text()).isEqualTo("i would");
        result(2000, "i would like", false, false);
        interim(2600, "an appoint");
        assertThat(assembly.text()).isEqualTo("i would like an appoint");
        ask(1, 3000);
        assertThat(result(3000, "an appointment", false, true))
                .isEqualTo(new RecognitionEvent.Final(1, "i would like an appointment", 0.9f));
    }

    @Test
    void shouldAnswerARequestOnceWhateverElseComes() {
        assembly.begin(1000);
        ask(1, 3000);
        assertThat(result(3150, "yes", true, false)).isNotNull();
        assertThat(result(3200, "", false, true)).isNull();
        assertThat(assembly.onUtteranceEnd(3900)).isNull();
    }

    @Test
    void shouldNotTakeTheEndOfAnEarlierStretchForTheWholeTurn() {
        assembly.begin(1000);
        ask(1, 3000);
        assertThat(result(2500, "i would like", true, false)).isNull();
        assertThat(result(3000, "an appointment", false, true))
                .extracting(answer -> answer == null ? "" : answer.text())
                .isEqualTo("i would like an appointment");
    }

    @Test
    void shouldGiveTheAnswerToAnEarlierFinalizeToNobody() {
        assembly.begin(1000);
        ask(1, 2000);
        ask(2, 3000);
        assertThat(result(2000, "i would like", false, true)).isNull();
        assertThat(result(2990, "an appointment", false, true))
                .extracting(answer -> answer == null ? -1 : answer.request())
                .isEqualTo(2);
    }

    @Test
    void shouldAnswerTheNextTurnThoughAFinalizeBeforeItWasNeverAnswered() {
        assembly.begin(1000);
        ask(1, 2000);
        result(2100, "yes", true, false);
        assembly.end();
        assembly.begin(5000);
        ask(2, 6000);
        assertThat(result(6000, "tomorrow", false, true))
                .extracting(answer -> answer == null ? "" : answer.text())
                .isEqualTo("tomorrow");
    }

    @Test
    void shouldNotAnswerTheNextTurnByTheLateAnswerToTheLast() {
        assembly.begin(1000);
        ask(1, 2000);
        assembly.end();
        assembly.begin(5000);
        ask(2, 6000);
        assertThat(result(2000, "late words", false, true)).isNull();
        assertThat(result(6000, "tomorrow", false, true))
                .extracting(answer -> answer == null ? "" : answer.text())
                .isEqualTo("tomorrow");
    }

    @Test
    void shouldAnswerAtOnceWhatIsKnownAlready() {
        assembly.begin(1000);
        assertThat(result(2300, "yes", true, false)).isNull();
        assertThat(assembly.request(1, 2350)).isEqualTo(new RecognitionEvent.Final(1, "yes", 0.9f));
    }

    @Test
    void shouldNotAnswerAtOnceWhenThereWasMoreSpeechSince() {
        assembly.begin(1000);
        result(2300, "yes", true, false);
        assertThat(assembly.request(1, 2700)).isNull();
    }

    @Test
    void shouldAnswerByUtteranceEndWhenNoiseHidTheSilence() {
        assembly.begin(1000);
        result(2000, "yes", false, false);
        interim(2400, "please");
        ask(1, 2500);
        assertThat(assembly.onUtteranceEnd(3100))
                .isEqualTo(new RecognitionEvent.Final(1, "yes please", 0.9f));
    }

    @Test
    void shouldLeaveOutWhatWasSaidLongBeforeTheTurn() {
        result(1000, "uh-huh", true, false);
        assembly.begin(5000);
        result(4300, "still before", true, false);
        ask(1, 6000);
        assertThat(result(6000, "no", false, true))
                .extracting(answer -> answer == null ? "" : answer.text())
                .isEqualTo("no");
    }

    @Test
    void shouldKeepTheOnsetThatBecameFinalBeforeTheTurnBegan() {
        result(4800, "well", true, false);
        assembly.begin(5000);
        ask(1, 6000);
        assertThat(result(6000, "no", false, true))
                .extracting(answer -> answer == null ? "" : answer.text())
                .isEqualTo("well no");
    }

    @Test
    void shouldAnswerEmptyWhenNothingWasUnderstood() {
        assembly.begin(1000);
        ask(1, 2000);
        assertThat(result(2000, "", false, true))
                .isEqualTo(new RecognitionEvent.Final(1, "", Float.NaN));
    }

    @Test
    void shouldAnswerByAnyFinalThatCoversTheAudioUpToTheRequest() {
        assembly.begin(1000);
        ask(1, 3000);
        assertThat(result(2600, "yes", false, false)).isNull();
        assertThat(result(3000, "please", false, false))
                .isEqualTo(new RecognitionEvent.Final(1, "yes please", 0.9f));
        assertThat(result(3010, "", false, true)).as("its Finalize's own answer").isNull();
    }

    @Test
    void shouldSettleForTheWordsSoFarOnce() {
        assembly.begin(1000);
        result(2000, "yes", false, false);
        assertThat(assembly.settle(true)).as("nothing was asked for").isNull();
        ask(1, 3000);
        interim(2900, "please");
        assertThat(assembly.settle(false))
                .isEqualTo(new RecognitionEvent.Final(1, "yes please", 0.9f));
        assertThat(assembly.settle(true)).isNull();
    }

    @Test
    void shouldSettleWithoutWordsOnlyWhenToldSo() {
        assembly.begin(1000);
        ask(1, 3000);
        assertThat(assembly.settle(false)).isNull();
        assertThat(assembly.awaited()).isTrue();
        assertThat(assembly.settle(true)).isEqualTo(new RecognitionEvent.Final(1, "", Float.NaN));
    }

    @Test
    void shouldAnswerAtOnceAfterADeclaredEndHoweverFarTheAudioHasComeSince() {
        assembly.begin(1000);
        result(2300, "yes", true, false);
        assertThat(assembly.requestDeclared(1, 2900))
                .isEqualTo(new RecognitionEvent.Final(1, "yes", 0.9f));
    }

    @Test
    void shouldAskAfterADeclaredEndWhenWordsCameSince() {
        assembly.begin(1000);
        result(2300, "yes", true, false);
        interim(2800, "and");
        assertThat(assembly.requestDeclared(1, 2900)).isNull();
    }

    @Test
    void shouldNotDoubleWordsThatAnUtteranceEndTookForFinal() {
        assembly.begin(1000);
        interim(2000, "yes please");
        assembly.onUtteranceEnd(2900);
        assertThat(assembly.text()).isEqualTo("yes please");
        interim(3000, "yes please do");
        assertThat(assembly.text()).isEqualTo("yes please do");
        assembly.onUtteranceEnd(3900);
        result(4000, "yes please do", true, false);
        assertThat(assembly.text()).isEqualTo("yes please do");
    }

    @Test
    void shouldKeepTheWordsOfALostConnection() {
        assembly.begin(1000);
        result(2000, "yes", false, false);
        interim(2400, "please");
        assembly.connectionLost();
        result(4000, "tomorrow", false, false);
        assertThat(assembly.text()).isEqualTo("yes please tomorrow");
    }

    private void ask(int number, long positionMs) {
        assertThat(assembly.request(number, positionMs)).isNull();
        assembly.finalizeSent();
    }

    private void interim(long endMs, String text) {
        assembly.onResults(new ListenMessage.Results(endMs, text, 0.9f, false, false, false));
    }

    private RecognitionEvent.@Nullable Final result(
            long endMs, String text, boolean speechFinal, boolean fromFinalize) {
        return assembly.onResults(
                new ListenMessage.Results(endMs, text, 0.9f, true, speechFinal, fromFinalize));
    }
}
