/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.orchestrator.turn.RecordedCaller.Annotated;
import dev.sidetone.orchestrator.turn.RecordedCaller.Ear;
import dev.sidetone.orchestrator.turn.RecordedCaller.Ended;
import dev.sidetone.vad.energy.EnergyDetector;
import dev.sidetone.vad.silero.SileroDetectors;
import dev.sidetone.vad.silero.SileroModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Energy alone, and Silero behind it, on the same recordings: where turns begin and end, and what
 * is no speech at all. Silero is judged by a worker's cycles, as in a call.
 */
@Tag("unit")
final class SileroTurnRecordingsTest {
    private static final int RATE = 8000;
    private static final int ENDPOINTING_MS = 400;

    /** How far the cascade may move what energy hears in clean speech. */
    private static final long START_MS = 50;

    private static final long END_MS = 50;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clean_1",
                "clean_2",
                "clean_4",
                "clean_short_word",
                "multi_turn_3",
                "bargein",
                "noise_pink_10db"
            })
    void shouldFindTheTurnsThatEnergyFinds(String id) throws Exception {
        byte[] wire = RecordedCaller.wire(id);
        List<Annotated> expected = RecordedCaller.annotation(id);
        List<Ended> energy = byEnergy(wire);
        List<Ended> silero = bySilero(wire);
        tell(id, expected, energy, silero);
        assertThat(silero).hasSameSizeAs(expected);
        for (int i = 0; i < silero.size(); i++) {
            assertThat(silero.get(i).startMs() - energy.get(i).startMs())
                    .isBetween(-START_MS, START_MS);
            assertThat(silero.get(i).lastSpeechMs() - energy.get(i).lastSpeechMs())
                    .isBetween(-END_MS, END_MS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"near_silence", "neg_bursts"})
    void shouldTakeNeitherComfortNoiseNorBurstsForATurn(String id) throws Exception {
        byte[] wire = RecordedCaller.wire(id);
        tell(id, List.of(), byEnergy(wire), bySilero(wire));
        assertThat(bySilero(wire)).isEmpty();
    }

    @Test
    void shouldTakeKeysForNoSpeech() throws Exception {
        byte[] wire = RecordedCaller.wire("dtmf_after_speech");
        List<Ended> silero = bySilero(wire);
        tell(
                "dtmf_after_speech",
                RecordedCaller.annotation("dtmf_after_speech"),
                byEnergy(wire),
                silero);
        assertThat(silero).hasSize(1);
    }

    /** What sounds in band and swells as speech does: the cascade's reason to be. */
    enum Sound {
        MUSIC,
        BUSY_TONE,
        BREATH
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNoSoundForSpeechThatEnergyTakesForIt(Sound sound) throws Exception {
        byte[] wire = RecordedCaller.wire(sound(sound));
        List<Ended> energy = byEnergy(wire);
        List<Ended> silero = bySilero(wire);
        tell(sound.name(), List.of(), energy, silero);
        assertThat(energy).isNotEmpty();
        assertThat(silero).isEmpty();
    }

    private static List<Ended> byEnergy(byte[] wire) {
        List<Ended> ended = new ArrayList<>();
        new Ear(new EnergyDetector(), ENDPOINTING_MS).hear(wire, ended);
        return ended;
    }

    private static List<Ended> bySilero(byte[] wire) throws Exception {
        SileroModel model =
                SileroModel.read(SharedMaterial.require("models/" + SileroModel.FILE_NAME));
        ManualClock clock = new ManualClock();
        WorkerGroup group =
                WorkerGroup.invoker(
                        WorkerConfig.defaults(),
                        clock,
                        error -> {
                            throw new AssertionError(error);
                        });
        SileroDetectors detectors = SileroDetectors.of(model);
        detectors.attach(group.worker(0));
        group.start();
        List<Ended> ended = new ArrayList<>();
        Runnable cycles =
                () -> {
                    for (int ms = 0; ms < 10; ms++) {
                        clock.advanceMs(1);
                        group.doWork();
                    }
                };
        new Ear(detectors.create(group.worker(0)), ENDPOINTING_MS, cycles).hear(wire, ended);
        group.close(Duration.ZERO);
        return ended;
    }

    private static void tell(
            String id, List<Annotated> expected, List<Ended> energy, List<Ended> silero) {
        System.out.printf(
                "%-18s %d turns annotated; energy %s; silero %s%n",
                id, expected.size(), offsets(expected, energy), offsets(expected, silero));
    }

    private static String offsets(List<Annotated> expected, List<Ended> heard) {
        StringBuilder text = new StringBuilder().append(heard.size());
        for (int i = 0; i < Math.min(expected.size(), heard.size()); i++) {
            text.append(
                    String.format(
                            " (%+d, %+d)",
                            heard.get(i).startMs() - expected.get(i).startMs(),
                            heard.get(i).lastSpeechMs() - expected.get(i).endMs()));
        }
        return text.toString();
    }

    private static short[] sound(Sound sound) {
        short[] pcm = new short[10 * RATE];
        Random random = new Random(5);
        double low = 0;
        double note = 220;
        double phase = 0;
        // two seconds of silence at the end: only a turn that ends is counted
        for (int i = 0; i < 8 * RATE; i++) {
            double seconds = (double) i / RATE;
            double noise = random.nextGaussian();
            low = 0.9 * low + noise;
            switch (sound) {
                case MUSIC -> {
                    if (i % 2000 == 0) {
                        note = 220 * Math.pow(2, random.nextInt(12) / 12.0);
                    }
                    phase += 2 * Math.PI * note / RATE;
                    double fading = Math.exp(-10.0 * (i % 2000) / RATE);
                    pcm[i] =
                            (short) (4000 * fading * (Math.sin(phase) + 0.5 * Math.sin(2 * phase)));
                }
                case BUSY_TONE -> {
                    boolean on = i / (RATE / 2) % 2 == 1;
                    double tones =
                            Math.sin(2 * Math.PI * 480 * seconds)
                                    + Math.sin(2 * Math.PI * 620 * seconds);
                    pcm[i] = (short) (on ? 3000 * tones : 0);
                }
                case BREATH -> {
                    double swell = Math.max(0, Math.sin(2 * Math.PI * seconds / 2.5));
                    pcm[i] = (short) (500 * swell * swell * low);
                }
            }
        }
        return pcm;
    }
}
