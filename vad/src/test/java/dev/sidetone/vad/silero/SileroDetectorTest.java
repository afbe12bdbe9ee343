/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.vad.VoiceActivityDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Silero's word changes of energy's; its word is written here. */
@Tag("unit")
final class SileroDetectorTest {
    private static final int BLOCK = VoiceActivityDetector.BLOCK_SAMPLES;
    private static final CascadeConfig CONFIG = CascadeConfig.DEFAULT;

    private final Judge judge = new Judge();
    private final SileroDetector detector = new SileroDetector(judge, CONFIG);
    private final Random random = new Random(3);

    @Test
    void shouldNotAskWhileNobodySpeaks() {
        hear(500, 0, 0f);
        assertThat(judge.offers).isZero();
    }

    @Test
    void shouldLetEnergyDecideUntilSileroHasHeardEnough() {
        hear(100, 0, 0f);
        List<Float> verdicts = hear(40, 3000, 0f);
        int passed = 0;
        while (passed < verdicts.size() && verdicts.get(passed) > 0.5f) {
            passed++;
        }
        // four windows of 32 ms, and the block in which the fourth ends
        assertThat(passed).isEqualTo(13);
        assertThat(verdicts.subList(passed, verdicts.size())).allMatch(verdict -> verdict <= 0.1f);
    }

    @Test
    void shouldLeaveEnergysWordWhereSileroConfirms() {
        hear(100, 0, 0f);
        assertThat(hear(60, 3000, 0.9f)).allMatch(verdict -> verdict > 0.9f);
        assertThat(hear(20, 0, 0.9f).getLast()).isLessThan(0.1f);
    }

    @Test
    void shouldKeepItsLastWordBetweenConfirmingAndDenying() {
        hear(100, 0, 0f);
        hear(30, 3000, 0.9f);
        assertThat(hear(30, 3000, 0.3f)).allMatch(verdict -> verdict > 0.9f);
        hear(30, 3000, 0.05f);
        assertThat(hear(30, 3000, 0.3f)).allMatch(verdict -> verdict <= 0.1f);
    }

    @Test
    void shouldFallBackToEnergyWhenSileroIsBehindOrGone() {
        hear(100, 0, 0f);
        assertThat(hear(30, 3000, 0f).getLast()).isLessThan(0.2f);
        judge.late = true;
        assertThat(hear(30, 3000, 0f).getLast()).isGreaterThan(0.9f);
        assertThat(hear(60, 3000, 0f).getLast()).isGreaterThan(0.9f);
        assertThat(judge.dropped).isPositive();
        judge.late = false;
        assertThat(hear(30, 3000, 0f).getLast()).isLessThan(0.2f);
        judge.serving = false;
        assertThat(hear(1, 3000, 0f).getLast()).isGreaterThan(0.9f);
    }

    @Test
    void shouldSleepAfterALongSilenceOnly() {
        hear(100, 0, 0f);
        hear(30, 3000, 0.9f);
        hear(CONFIG.lingerMs() / 10 - 2, 0, 0.9f);
        int before = judge.offers;
        hear(8, 0, 0.9f);
        assertThat(judge.offers).isGreaterThan(before);
        int asleep = judge.offers;
        hear(100, 0, 0.9f);
        assertThat(judge.offers).isEqualTo(asleep);
    }

    @Test
    void shouldDecideTheSameFromTheSameResultsBetweenTheSameBlocks() {
        List<short[]> audio = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            audio.add(block(i > 80 && i % 90 < 50 ? 2500 : 0));
        }
        Recorder live = new Recorder(new Random(11));
        List<Float> first = live.run(audio);
        Recorder replay = new Recorder(live.results);
        assertThat(replay.run(audio)).isEqualTo(first);
        assertThat(live.results).isNotEmpty();
    }

    @Test
    void shouldLeaveTheQueueWhenTheCallIsOver() {
        judge.late = true;
        hear(100, 0, 0f);
        hear(10, 3000, 0f);
        detector.close();
        assertThat(judge.removed).isEqualTo(1);
    }

    /** So many blocks of noise at this level; Silero answers to each window with this. */
    private List<Float> hear(int blocks, int level, float silero) {
        judge.answer = silero;
        List<Float> verdicts = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            verdicts.add(detector.onBlock(block(level), 0));
            judge.judge();
        }
        return verdicts;
    }

    private short[] block(int level) {
        short[] pcm = new short[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            pcm[i] = (short) (random.nextGaussian() * Math.max(level, 4));
        }
        return pcm;
    }

    /** Answers at once, unless it is late. */
    private static class Judge implements WindowQueue {
        boolean serving = true;
        boolean late;
        float answer;
        int offers;
        int dropped;
        int removed;
        private final List<SileroStream> waiting = new ArrayList<>();

        @Override
        public boolean isServing() {
            return serving;
        }

        @Override
        public boolean offer(SileroStream stream) {
            offers++;
            if (!waiting.contains(stream)) {
                waiting.add(stream);
            }
            return true;
        }

        @Override
        public void onDropped(int windows) {
            dropped += windows;
        }

        @Override
        public void remove(SileroStream stream) {
            removed += waiting.remove(stream) ? 1 : 0;
        }

        void judge() {
            for (SileroStream stream : late ? List.<SileroStream>of() : waiting) {
                while (stream.waiting() > 0) {
                    stream.onJudged(answer);
                }
            }
        }
    }

    /** Draws results and the blocks after which they come, or plays such a record back. */
    private static final class Recorder extends Judge {
        private record Result(int block, float probability) {}

        private final List<Result> results = new ArrayList<>();
        private final List<Result> recorded;
        private final Random random;
        private final SileroDetector ear = new SileroDetector(this, CONFIG);
        private SileroStream stream = new SileroStream();

        Recorder(Random random) {
            this.random = random;
            this.recorded = List.of();
        }

        Recorder(List<Result> recorded) {
            this.random = new Random(0);
            this.recorded = List.copyOf(recorded);
        }

        @Override
        public boolean offer(SileroStream offered) {
            stream = offered;
            return true;
        }

        List<Float> run(List<short[]> audio) {
            List<Float> verdicts = new ArrayList<>();
            int next = 0;
            for (int block = 0; block < audio.size(); block++) {
                verdicts.add(ear.onBlock(audio.get(block), 0));
                if (recorded.isEmpty() && stream.waiting() > 0 && random.nextInt(3) == 0) {
                    results.add(new Result(block, random.nextFloat()));
                    stream.onJudged(results.getLast().probability());
                }
                while (next < recorded.size() && recorded.get(next).block() == block) {
                    stream.onJudged(recorded.get(next++).probability());
                }
            }
            return verdicts;
        }
    }
}
