/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import static dev.sidetone.orchestrator.turn.RecordedCaller.annotation;
import static dev.sidetone.orchestrator.turn.RecordedCaller.wire;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.turn.RecordedCaller.Annotated;
import dev.sidetone.orchestrator.turn.RecordedCaller.Ear;
import dev.sidetone.orchestrator.turn.RecordedCaller.Ended;
import dev.sidetone.vad.energy.EnergyDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Human speech as it arrives from a carrier, against the annotation of where it begins and ends.
 */
@Tag("unit")
class TurnDetectorRecordingsTest {

    /**
     * How far a detected end may lie from the annotated one (last block above -52 dBFS) in clean
     * audio.
     */
    private static final int END_TOLERANCE_MS = 120;

    /**
     * The same from the last audible block (above -45 dBFS), which is what latency is measured
     * from.
     */
    private static final int AUDIBLE_TOLERANCE_MS = 40;

    private static final Path TABLE = Path.of("target", "turn-offsets.txt");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clean_1",
                "clean_2",
                "clean_4",
                "clean_short_word",
                "multi_turn_3",
                "bargein"
            })
    void shouldEndEachAnnotatedTurnOnceAndNoneEarly(String id) throws Exception {
        List<Annotated> expected = annotation(id);
        List<Ended> ended = listen(wire(id), 400);
        report(id, expected, ended);
        assertMatches(expected, ended, 400);
    }

    @Test
    void shouldEndTheSpokenTurnAndTakeTheKeysBehindItForNone() throws Exception {
        List<Ended> ended = listen(wire("dtmf_after_speech"), 400);
        report("dtmf_after_speech", annotation("dtmf_after_speech"), ended);
        assertMatches(annotation("dtmf_after_speech"), ended, 400);
    }

    @Test
    void shouldKeepATurnWithAPauseShorterThanEndpointingWhole() throws Exception {
        List<Ended> ended = listen(wire("pause_700"), 800);
        report("pause_700 (800)", annotation("pause_700"), ended);
        assertMatches(annotation("pause_700"), ended, 800);
    }

    @Test
    void shouldEndATurnAtAPauseLongerThanEndpointing() throws Exception {
        List<Ended> ended = listen(wire("pause_700"), 400);
        assertThat(ended).hasSize(2);
        assertThat(ended.getFirst().lastSpeechMs()).isBetween(4_150L, 4_230L);
        assertThat(ended.getLast().lastSpeechMs()).isBetween(5_580L, 5_640L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"near_silence", "neg_bursts"})
    void shouldTakeNeitherComfortNoiseNorBurstsForATurn(String id) throws Exception {
        assertThat(listen(wire(id), 400)).isEmpty();
    }

    @Test
    void shouldEndOneTurnInPinkNoiseAtTenDecibels() throws Exception {
        List<Annotated> expected = annotation("noise_pink_10db");
        List<Ended> ended = listen(wire("noise_pink_10db"), 400);
        report("noise_pink_10db", expected, ended);
        assertThat(ended).hasSize(1);
        // The last syllable sinks into the noise, so the end is heard sooner than it was annotated.
        assertThat(ended.getFirst().lastSpeechMs() - expected.getFirst().endMs())
                .isBetween(-150L, 20L);
    }

    @Test
    void shouldHearTwentySecondsOfHumanSpeechAsOneTurn() throws Exception {
        byte[] talk = unbrokenTalk();
        assertThat(talk.length).isGreaterThan(20_000 * 8);
        byte[] withSilence = Arrays.copyOf(talk, talk.length + 8_000);
        Arrays.fill(withSilence, talk.length, withSilence.length, (byte) 0xFF);
        List<Ended> ended = listen(withSilence, 400);
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().startMs()).isLessThanOrEqualTo(50);
        assertThat(ended.getFirst().lastSpeechMs() - talk.length / 8)
                .isBetween((long) -END_TOLERANCE_MS, 20L);
    }

    @Test
    void shouldAllocateNothingPerBlock() throws Exception {
        byte[] wire = wire("multi_turn_3");
        Ear ear = new Ear(new EnergyDetector(), 400);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ear.hear(wire, new ArrayList<>());
        List<Ended> ended = new ArrayList<>(100);
        long before = threads.getCurrentThreadAllocatedBytes();
        ear.hear(wire, ended);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(ended).hasSize(3);
        // 3,356 blocks; what is left are this test's own three records and the measurement.
        assertThat(allocated).isLessThan(1_000);
    }

    private static void assertMatches(
            List<Annotated> expected, List<Ended> ended, int endpointingMs) {
        assertThat(ended).hasSameSizeAs(expected);
        for (int i = 0; i < ended.size(); i++) {
            Annotated turn = expected.get(i);
            Ended heard = ended.get(i);
            assertThat(heard.decidedMs()).isGreaterThan(turn.endMs());
            assertThat(heard.decidedMs()).isEqualTo(heard.lastSpeechMs() + endpointingMs);
            assertThat(Math.abs(heard.lastSpeechMs() - turn.endMs()))
                    .isLessThanOrEqualTo(END_TOLERANCE_MS);
            assertThat(Math.abs(heard.lastSpeechMs() - heard.lastAudibleMs()))
                    .isLessThanOrEqualTo(AUDIBLE_TOLERANCE_MS);
            assertThat(Math.abs(heard.startMs() - turn.startMs())).isLessThanOrEqualTo(50);
        }
    }

    private static List<Ended> listen(byte[] wire, int endpointingMs) {
        List<Ended> ended = new ArrayList<>();
        new Ear(new EnergyDetector(), endpointingMs).hear(wire, ended);
        return ended;
    }

    /** All annotated turns one after the other with nothing between them. */
    private static byte[] unbrokenTalk() throws IOException, UnsupportedAudioFileException {
        byte[] talk = new byte[0];
        for (String id : List.of("clean_1", "clean_2", "clean_4", "multi_turn_3")) {
            byte[] wire = wire(id);
            for (Annotated turn : annotation(id)) {
                int length = (int) (turn.endMs() - turn.startMs()) * 8;
                int at = talk.length;
                talk = Arrays.copyOf(talk, at + length);
                System.arraycopy(wire, (int) turn.startMs() * 8, talk, at, length);
            }
        }
        return talk;
    }

    private static void report(String id, List<Annotated> expected, List<Ended> ended)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < Math.min(expected.size(), ended.size()); i++) {
            Ended heard = ended.get(i);
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "%s turn %d: start %+d ms, end %+d ms to annotation, %+d ms to last audible%n",
                            id,
                            i + 1,
                            heard.startMs() - expected.get(i).startMs(),
                            heard.lastSpeechMs() - expected.get(i).endMs(),
                            heard.lastSpeechMs() - heard.lastAudibleMs()));
        }
        Files.writeString(TABLE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
