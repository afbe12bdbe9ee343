/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedVoice;
import dev.sidetone.bench.providers.ListenTurns.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ListenTurnsTest {

    private static final int FRAME = 160;
    private static final int NUMBER = 654_321;
    private static final String TEXT = new CodedPhrase(NUMBER).text();

    private static short[] phrase = new short[0];

    private final Said said = new Said();

    /** What was told, in order. */
    private static final class Said implements ListenTurns.Output {
        final List<Results> finals = new ArrayList<>();
        final List<String> interims = new ArrayList<>();
        final List<String> events = new ArrayList<>();
        final List<Results> empties = new ArrayList<>();

        @Override
        public void speechStarted(long atMs) {
            events.add("started " + atMs);
        }

        @Override
        public void heard(int number) {
            events.add("heard " + number);
        }

        @Override
        public void results(Results results) {
            if (results.isNothing()) {
                empties.add(results);
            } else if (results.isFinal()) {
                finals.add(results);
            } else {
                interims.add(results.text());
            }
        }

        @Override
        public void utteranceEnd(long lastWordEndMs) {
            events.add("utterance end " + lastWordEndMs);
        }

        @Override
        public void damaged(String what) {
            events.add(what);
        }
    }

    @BeforeAll
    static void speak() {
        phrase = WireAudio.decode(new CodedVoice().stimulus(new CodedPhrase(NUMBER)).mulaw());
    }

    @Test
    void shouldTellThePhraseInPartsAndThenWholeAtTheEndOfSpeech() {
        ListenTurns turns = new ListenTurns(query(300, 1000), said);
        silence(turns, 500);
        feed(turns, phrase);
        // The clip is filled up to a whole frame, so a little silence has already been.
        silence(turns, 270);
        assertThat(said.finals).isEmpty();
        silence(turns, 40);
        assertThat(said.interims).hasSizeBetween(2, 4).allMatch(TEXT::startsWith);
        assertThat(said.finals).hasSize(1);
        Results last = said.finals.getFirst();
        assertThat(last.text()).isEqualTo(TEXT);
        assertThat(last.phrase()).isEqualTo(NUMBER);
        assertThat(last.speechFinal()).isTrue();
        assertThat(last.startMs()).isEqualTo(500);
        silence(turns, 1000);
        assertThat(said.finals).hasSize(1);
        assertThat(said.events)
                .contains("started 500", "heard " + NUMBER)
                .last()
                .asString()
                .startsWith("utterance end ");
    }

    @Test
    void shouldTellAtAFinalizeWhatWasSaidAndNothingTwice() {
        ListenTurns turns = new ListenTurns(query(300, 0), said);
        feed(turns, phrase);
        silence(turns, 150);
        turns.finish();
        assertThat(said.finals).hasSize(1);
        assertThat(said.finals.getFirst().text()).isEqualTo(TEXT);
        assertThat(said.finals.getFirst().fromFinalize()).isTrue();
        assertThat(said.finals.getFirst().speechFinal()).isFalse();
        silence(turns, 200);
        assertThat(said.finals).hasSize(2);
        assertThat(said.finals.getLast().text()).isEmpty();
        assertThat(said.finals.getLast().speechFinal()).isTrue();
        turns.finish();
        assertThat(said.finals.getLast().fromFinalize()).isTrue();
        assertThat(said.finals.getLast().text()).isEmpty();
        feed(turns, phrase);
        turns.end();
        assertThat(said.finals.getLast().text()).isEqualTo(TEXT);
        assertThat(said.finals).hasSize(4);
    }

    @Test
    void shouldSayNowAndThenThatNobodySpeaks() {
        ListenTurns turns = new ListenTurns(query(300, 0), said);
        silence(turns, 3500);
        feed(turns, phrase);
        silence(turns, 400);

        assertThat(said.empties).extracting(Results::endMs).containsExactly(1000L, 2000L, 3000L);
        assertThat(said.empties).extracting(Results::isFinal).containsExactly(false, false, true);
        assertThat(said.finals).singleElement().extracting(Results::text).isEqualTo(TEXT);
    }

    @Test
    void shouldLeaveAFinalizeUnansweredWhenNothingCameBeforeIt() {
        ListenTurns turns = new ListenTurns(query(300, 0), said);
        turns.finish();
        assertThat(said.finals).isEmpty();
        silence(turns, 20);
        turns.finish();
        turns.finish();

        assertThat(said.finals).singleElement().extracting(Results::fromFinalize).isEqualTo(true);
    }

    @Test
    void shouldTellDamagedSpeechAsUnintelligible() {
        ListenTurns turns = new ListenTurns(query(300, 0), said);
        short[] damaged = new short[phrase.length - FRAME];
        System.arraycopy(phrase, 0, damaged, 0, 5 * FRAME);
        System.arraycopy(phrase, 6 * FRAME, damaged, 5 * FRAME, damaged.length - 5 * FRAME);
        feed(turns, damaged);
        silence(turns, 400);
        assertThat(said.finals).hasSize(1);
        assertThat(said.finals.getFirst().text()).isEqualTo(ListenTurns.UNINTELLIGIBLE);
        assertThat(said.finals.getFirst().phrase()).isNegative();
        assertThat(said.events).contains("codewords broken");
    }

    @Test
    void shouldNotTakeAClickForSpeech() {
        ListenTurns turns = new ListenTurns(query(300, 1000), said);
        feed(turns, Arrays.copyOf(phrase, 3 * 80));
        silence(turns, 2000);
        assertThat(said.finals).isEmpty();
        assertThat(said.events).isEmpty();
    }

    @Test
    void shouldTellFinalsWithoutAnEndWhereEndpointingIsOff() {
        ListenTurns turns = new ListenTurns(query(-1, 1000), said);
        feed(turns, phrase);
        silence(turns, 1200);
        assertThat(said.finals).hasSize(1);
        assertThat(said.finals.getFirst().text()).isEqualTo(TEXT);
        assertThat(said.finals.getFirst().speechFinal()).isFalse();
        assertThat(said.events.getLast()).startsWith("utterance end");
    }

    private static ListenQuery query(int endpointingMs, int utteranceEndMs) {
        return new ListenQuery(
                ListenQuery.Encoding.MULAW, 8000, true, endpointingMs, utteranceEndMs, true);
    }

    private static void feed(ListenTurns turns, short[] pcm) {
        for (int at = 0; at < pcm.length; at += FRAME) {
            turns.onAudio(pcm, at, Math.min(FRAME, pcm.length - at));
        }
    }

    private static void silence(ListenTurns turns, int ms) {
        feed(turns, new short[ms * 8]);
    }
}
