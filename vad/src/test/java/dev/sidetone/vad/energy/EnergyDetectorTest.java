/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.vad.gate.GateSignal;
import dev.sidetone.vad.gate.SpeechGate;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EnergyDetectorTest {

    private static final int DIP_MS = 150;

    private final EnergyDetector detector = new EnergyDetector();
    private final SpeechGate gate = new SpeechGate();

    @ParameterizedTest
    @ValueSource(doubles = {-35, -30, -25, -20, -15, -10})
    void shouldHearQuietAndLoudTalkersWhereTheySpeak(double dbfs) {
        List<Stretch> heard =
                hear(new SyntheticLine(5_000).noise(0, 5_000, -62).speech(1_000, 3_000, dbfs, 15));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().startMs()).isBetween(1_000L, 1_060L);
        assertThat(heard.getFirst().endMs()).isBetween(2_900L, 3_020L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-35, -25, -12})
    void shouldHearWhoSpeaksFromTheFirstMoment(double dbfs) {
        List<Stretch> heard =
                hear(new SyntheticLine(3_000).noise(0, 3_000, -60).speech(0, 2_000, dbfs, 20));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().startMs()).isLessThanOrEqualTo(200);
        assertThat(heard.getFirst().endMs()).isBetween(1_850L, 2_020L);
    }

    @Test
    void shouldHearSpeechAfterExactDigitalSilence() {
        List<Stretch> heard = hear(new SyntheticLine(4_000).speech(1_000, 2_500, -20, 25));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().startMs()).isBetween(1_000L, 1_040L);
        assertThat(heard.getFirst().endMs()).isBetween(2_400L, 2_520L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-62, -55, -50, -40, -30, -20})
    void shouldTakeSteadyNoiseFromTheStartForNoise(double dbfs) {
        assertThat(hear(new SyntheticLine(10_000).noise(0, 10_000, dbfs))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldNotHearALoudBurstOf150MillisecondsWhereverItLies(int phaseMs) {
        int fromMs = 1_000 + phaseMs;
        SyntheticLine line = new SyntheticLine(2_000).noise(0, 2_000, -62);
        assertThat(hear(line.noise(fromMs, fromMs + 150, -10))).isEmpty();
    }

    @Test
    void shouldIgnoreHumAndDirectCurrent() {
        assertThat(hear(new SyntheticLine(6_000).directCurrent(0, 6_000, 3_000))).isEmpty();
        detector.reset();
        gate.reset();
        assertThat(hear(new SyntheticLine(6_000).hum(1_000, 6_000, -30))).isEmpty();
    }

    @Test
    void shouldHearSpeechOverHumAndDirectCurrent() {
        List<Stretch> heard =
                hear(
                        new SyntheticLine(5_000)
                                .directCurrent(0, 5_000, -2_000)
                                .hum(0, 5_000, -30)
                                .speech(1_000, 3_000, -25, 15));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().startMs()).isBetween(1_000L, 1_060L);
        assertThat(heard.getFirst().endMs()).isBetween(2_900L, 3_020L);
    }

    @Test
    void shouldTakeAStepInNoiseForNoiseWithinTwoSeconds() {
        List<Stretch> heard =
                hear(new SyntheticLine(12_000).noise(0, 5_000, -58).noise(5_000, 12_000, -35));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().endMs()).isLessThanOrEqualTo(7_000);
    }

    @Test
    void shouldHearSpeechOnceAStepInNoiseIsKnown() {
        List<Stretch> heard =
                hear(
                        new SyntheticLine(12_000)
                                .noise(0, 5_000, -58)
                                .noise(5_000, 12_000, -40)
                                .speech(9_000, 10_500, -22, 12));
        assertThat(heard).hasSize(2);
        assertThat(heard.getLast().startMs()).isBetween(8_990L, 9_060L);
        assertThat(heard.getLast().endMs()).isBetween(10_400L, 10_520L);
    }

    @Test
    void shouldFollowADropInNoiseAtOnce() {
        List<Stretch> heard =
                hear(
                        new SyntheticLine(6_000)
                                .noise(0, 3_000, -35)
                                .noise(3_000, 6_000, -58)
                                .speech(3_200, 4_500, -35, 12));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().startMs()).isBetween(3_190L, 3_260L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {9, 12, 20, 30})
    void shouldNotLetTheFloorClimbDuringTwentySecondsOfSpeech(double dipDb) {
        List<Stretch> heard =
                hear(
                        new SyntheticLine(23_000)
                                .noise(0, 23_000, -60)
                                .speech(1_000, 21_000, -20, dipDb));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().startMs()).isBetween(1_000L, 1_060L);
        assertThat(heard.getFirst().endMs()).isBetween(20_850L, 21_020L);
    }

    @Test
    void shouldForgetEverythingOnReset() {
        hear(new SyntheticLine(3_000).noise(0, 3_000, -20));
        assertThat(detector.floorDbfs()).isGreaterThan(-25);
        detector.reset();
        assertThat(detector.floorDbfs()).isEqualTo(EnergyConfig.DEFAULT.quietDbfs());
    }

    @Test
    void shouldRefuseAWrongConfigurationWithWhatWasExpected() {
        assertThatThrownBy(() -> new EnergyConfig(-10, 5, 1.5, 4_000, 1, 1_500, 6))
                .hasMessageContaining("quietDbfs must be -90 to -30: -10.0");
        assertThatThrownBy(() -> new EnergyConfig(-54, 5, 1.5, 4_100, 1, 1_500, 6))
                .hasMessageContaining("floorWindowMs");
        assertThatThrownBy(() -> new EnergyConfig(-54, Double.NaN, 1.5, 4_000, 1, 1_500, 6))
                .hasMessageContaining("speechAboveFloorDb");
    }

    @Test
    void shouldAllocateNothingPerBlock() {
        short[] pcm =
                new SyntheticLine(2_000).noise(0, 2_000, -50).speech(500, 1_500, -20, 15).pcm();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(pcm);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(pcm);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private void run(short[] pcm) {
        for (int round = 0; round < 50; round++) {
            for (int at = 0; at < pcm.length; at += EnergyDetector.BLOCK_SAMPLES) {
                gate.onBlock(detector.onBlock(pcm, at));
            }
        }
    }

    private List<Stretch> hear(SyntheticLine line) {
        short[] pcm = line.pcm();
        List<Stretch> heard = new ArrayList<>();
        for (int at = 0; at < pcm.length; at += EnergyDetector.BLOCK_SAMPLES) {
            if (gate.onBlock(detector.onBlock(pcm, at)) == GateSignal.CLOSED) {
                add(heard, new Stretch(gate.speechStartMs(), gate.lastSpeechMs()));
            }
        }
        if (gate.isOpen()) {
            add(heard, new Stretch(gate.speechStartMs(), gate.lastSpeechMs()));
        }
        return heard;
    }

    /** Gaps shorter than a turn's pause are syllables' dips, not ends of speech. */
    private static void add(List<Stretch> heard, Stretch next) {
        if (heard.isEmpty() || next.startMs() - heard.getLast().endMs() >= DIP_MS) {
            heard.add(next);
        } else {
            heard.set(heard.size() - 1, new Stretch(heard.getLast().startMs(), next.endMs()));
        }
    }

    /** What the gate took for speech. */
    private record Stretch(long startMs, long endMs) {}
}
