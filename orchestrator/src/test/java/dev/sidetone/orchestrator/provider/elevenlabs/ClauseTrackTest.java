/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.VoiceEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Telephone audio: 8 bytes a millisecond, one a sample. Every character here takes 10 ms, 80
 * samples.
 */
@Tag("unit")
final class ClauseTrackTest {
    private static final int CHAR_BYTES = 80;

    private final ClauseTrack track = new ClauseTrack(7, 8, 1);

    @Test
    void shouldEndAClauseWithTheMessageOfItsLastLetter() {
        track.add(0, "Hi there.");

        assertThat(take("Hi the", false)).isEmpty();
        List<ClauseTrack.Cut> cuts = take("re. ", false);

        assertThat(cuts).hasSize(1);
        assertThat(cuts.getFirst().atByte()).isEqualTo(4 * CHAR_BYTES);
        VoiceEvent.ClauseDone done = cuts.getFirst().done();
        assertThat(done.utterance()).isEqualTo(7);
        assertThat(done.clause()).isZero();
        assertThat(done.samples()).isEqualTo(10 * CHAR_BYTES);
        assertThat(track.owed()).isFalse();
    }

    @Test
    void shouldKnowWhereWordsEnd() {
        track.add(0, "Hi there.");
        VoiceEvent.Alignment words = alignment(take("Hi there. ", false).getFirst());

        assertThat(words.charsAt(2 * CHAR_BYTES - 1)).isZero();
        assertThat(words.charsAt(2 * CHAR_BYTES)).isEqualTo(2);
        assertThat(words.charsAt(9 * CHAR_BYTES - 1)).isEqualTo(2);
        assertThat(words.charsAt(9 * CHAR_BYTES)).isEqualTo(9);
    }

    @Test
    void shouldCutAMessageWhereTheNextClauseBegins() {
        track.add(0, "One.");
        track.add(1, "Two.");
        List<ClauseTrack.Cut> cuts = take("One. Two. ", false);

        assertThat(cuts).hasSize(2);
        assertThat(cuts.get(0).atByte()).isEqualTo(5 * CHAR_BYTES);
        assertThat(cuts.get(0).done().samples()).isEqualTo(5 * CHAR_BYTES);
        assertThat(cuts.get(1).atByte()).isEqualTo(10 * CHAR_BYTES);
        assertThat(cuts.get(1).done().samples()).isEqualTo(5 * CHAR_BYTES);
        assertThat(alignment(cuts.get(1)).charsAt(4 * CHAR_BYTES)).isEqualTo(4);
        assertThat(alignment(cuts.get(1)).charsAt(4 * CHAR_BYTES - 1)).isZero();
    }

    @Test
    void shouldHoldTheLastClauseUntilTheStreamEnds() {
        track.add(0, "One.");
        assertThat(cuts("One", true, false)).isEmpty();
        List<ClauseTrack.Cut> cuts = track.take(times(""), 400, true, true);

        assertThat(cuts.getFirst().atByte()).isEqualTo(400);
        assertThat(cuts.getFirst().done().samples()).isEqualTo(3 * CHAR_BYTES + 400);
    }

    @Test
    void shouldStepOverCharactersThatTheServerLeavesOutOrChanges() {
        track.add(0, "It's \"12\" euros.");
        track.add(1, "Fine?");

        assertThat(take(" its 12 EUROS", false)).hasSize(1);
        assertThat(take("fine", false)).hasSize(1);
    }

    @Test
    void shouldCountNoMoreAsHeardWhenThereIsNoAlignment() {
        track.add(0, "One.");
        track.add(1, "Two.");
        assertThat(track.take(times(""), 800, true, false)).isEmpty();
        List<ClauseTrack.Cut> cuts = track.take(times(""), 800, true, true);

        assertThat(cuts.get(0).done().samples()).isEqualTo(1600);
        assertThat(cuts.get(0).done().alignment()).isNull();
        assertThat(cuts.get(1).done().samples()).isZero();
        assertThat(cuts.get(1).atByte()).isEqualTo(800);
    }

    @Test
    void shouldKeepTimesWithinTheAudioTheyCameWith() {
        track.add(0, "One");
        List<ClauseTrack.Cut> cuts = track.take(times("One"), 100, false, false);

        assertThat(alignment(cuts.getFirst()).charsAt(100)).isEqualTo(3);
        assertThat(alignment(cuts.getFirst()).charsAt(99)).isZero();
    }

    @Test
    void shouldEndAllClausesWhenTheServerIsGoneInGoodOrder() {
        track.add(0, "One.");
        track.add(1, "Two.");
        take("One. Tw", false);

        assertThat(track.end()).extracting(VoiceEvent.ClauseDone::clause).containsExactly(1);
        assertThat(track.owed()).isFalse();
    }

    private List<ClauseTrack.Cut> take(String spoken, boolean last) {
        return cuts(spoken, false, last);
    }

    private List<ClauseTrack.Cut> cuts(String spoken, boolean ending, boolean last) {
        return track.take(times(spoken), spoken.length() * CHAR_BYTES, ending, last);
    }

    private static VoiceEvent.Alignment alignment(ClauseTrack.Cut cut) {
        VoiceEvent.@Nullable Alignment alignment = cut.done().alignment();
        assertThat(alignment).isNotNull();
        return java.util.Objects.requireNonNull(alignment);
    }

    private static CharTimes times(String spoken) {
        StringBuilder chars = new StringBuilder();
        StringBuilder starts = new StringBuilder();
        StringBuilder durations = new StringBuilder();
        for (int i = 0; i < spoken.length(); i++) {
            String comma = i == 0 ? "" : ",";
            String c = spoken.charAt(i) == '"' ? "\\\"" : spoken.substring(i, i + 1);
            chars.append(comma).append('"').append(c).append('"');
            starts.append(comma).append(10 * i);
            durations.append(comma).append(10);
        }
        ByteBuf text =
                Unpooled.copiedBuffer(
                        "{\"alignment\":{\"chars\":[%s],\"charStartTimesMs\":[%s],\"charDurationsMs\":[%s]}}"
                                .formatted(chars, starts, durations),
                        StandardCharsets.UTF_8);
        SpeechMessage message = new SpeechMessage();
        assertThat(message.read(text)).isTrue();
        return message.times();
    }
}
