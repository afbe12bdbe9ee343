/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is judged when; what judges is a list of who was. */
@Tag("unit")
final class SileroBatchTest {
    private static final short[] WINDOW = new short[SileroStream.WINDOW_SAMPLES];

    private final SharedCounters counters = new SharedCounters();
    private final Judge judge = new Judge();
    private final SileroBatch batch = new SileroBatch(judge, counters, () -> judge.owner = "gone");
    private long nowNs;

    @Test
    void shouldJudgeAtMostOneInferenceOfThirtyTwoRowsACycleInTheOrderOfArrival() {
        List<SileroStream> streams = offered(70, 1);
        cycle();
        assertThat(judge.runs).containsExactly(32);
        cycle();
        assertThat(judge.runs).containsExactly(32, 32);
        assertThat(judge.judged).containsExactlyElementsOf(streams.subList(0, 64));
        cycleAfterMs(5);
        cycleAfterMs(5);
        assertThat(judge.runs).containsExactly(32, 32, 6);
        assertThat(count(MediaCounter.VAD_INFERENCES)).isEqualTo(3);
        assertThat(count(MediaCounter.VAD_WINDOWS)).isEqualTo(70);
    }

    @Test
    void shouldLetAFewWindowsWaitForOthersButNotLong() {
        offered(3, 1);
        cycle();
        cycleAfterMs(3);
        assertThat(judge.runs).isEmpty();
        offered(1, 1);
        cycleAfterMs(1);
        assertThat(judge.runs).containsExactly(4);
    }

    @Test
    void shouldNotWaitWhenThereAreEnough() {
        offered(SileroBatch.WORTHWHILE_ROWS, 1);
        cycle();
        assertThat(judge.runs).containsExactly(SileroBatch.WORTHWHILE_ROWS);
    }

    @Test
    void shouldJudgeOneWindowOfACallAtATime() {
        SileroStream stream = offered(1, 3).getFirst();
        offered(9, 1);
        cycle();
        assertThat(judge.runs).containsExactly(10);
        assertThat(stream.waiting()).isEqualTo(2);
        cycle();
        cycleAfterMs(4);
        assertThat(judge.runs).containsExactly(10, 1);
    }

    @Test
    void shouldRefuseAndCountWhatFindsNoRoom() {
        offered(SileroBatch.CAPACITY, 1);
        assertThat(batch.offer(stream(1))).isFalse();
        assertThat(count(MediaCounter.VAD_WINDOWS_REFUSED)).isEqualTo(1);
        cycle();
        assertThat(batch.offer(stream(1))).isTrue();
        assertThat(batch.waiting()).isEqualTo(SileroBatch.CAPACITY - 31);
    }

    @Test
    void shouldForgetACallThatEnds() {
        List<SileroStream> streams = offered(12, 1);
        batch.remove(streams.get(0));
        batch.remove(streams.get(7));
        batch.remove(streams.get(7));
        streams.get(3).sleep();
        cycle();
        assertThat(judge.judged).hasSize(9).doesNotContain(streams.get(0), streams.get(7));
        assertThat(judge.judged).doesNotContain(streams.get(3));
    }

    @Test
    void shouldKeepNoReferenceToACallThatEnds() {
        List<SileroStream> streams = offered(12, 1);
        batch.remove(streams.get(3));
        batch.remove(streams.get(11));
        assertThat(batch.waiting)
                .doesNotContain(streams.get(3), streams.get(11))
                .contains(streams.get(10), streams.get(4));
        // nobody but the ten is referred to, nor anybody twice
        assertThat(batch.waiting).filteredOn(streams::contains).hasSize(10);
    }

    @Test
    void shouldLetTheNextWaitAnewWhenAllWhoWaitedHaveLeft() {
        SileroStream left = offered(1, 1).getFirst();
        cycle();
        batch.remove(left);
        offered(1, 1);
        cycleAfterMs(10);
        assertThat(judge.runs).isEmpty();
        cycleAfterMs(4);
        assertThat(judge.runs).containsExactly(1);
    }

    @Test
    void shouldServeNoMoreAfterAFailureAndSaySoOnce() {
        offered(10, 1);
        judge.broken = true;
        assertThatThrownBy(this::cycle)
                .hasMessageContaining("energy alone")
                .hasRootCauseInstanceOf(OrtException.class);
        assertThat(batch.isServing()).isFalse();
        assertThat(batch.waiting()).isZero();
        assertThat(count(MediaCounter.VAD_FAILURES)).isEqualTo(1);
        judge.broken = false;
        assertThat(batch.offer(stream(1))).isFalse();
        cycle();
        assertThat(judge.runs).isEmpty();
    }

    @Test
    void shouldCloseWhatJudgesAndTellItsOwner() {
        offered(10, 1);
        batch.close();
        cycle();
        assertThat(judge.runs).isEmpty();
        assertThat(judge.closed).isTrue();
        assertThat(judge.owner).isEqualTo("gone");
    }

    private List<SileroStream> offered(int count, int windows) {
        List<SileroStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SileroStream stream = stream(windows);
            assertThat(batch.offer(stream)).isTrue();
            assertThat(batch.offer(stream)).isTrue();
            streams.add(stream);
        }
        return streams;
    }

    private static SileroStream stream(int windows) {
        SileroStream stream = new SileroStream();
        stream.wake(0);
        for (int i = 0; i < windows; i++) {
            stream.write(WINDOW, 0, WINDOW.length);
        }
        return stream;
    }

    private void cycle() {
        cycleAfterMs(0);
    }

    private void cycleAfterMs(int ms) {
        nowNs += ms * 1_000_000L;
        batch.onCycle(nowNs);
    }

    private long count(MediaCounter counter) {
        return counters.get(counter);
    }

    /** Judges nothing, and remembers. */
    private static final class Judge implements SileroBatch.Rows {
        final List<Integer> runs = new ArrayList<>();
        final List<SileroStream> judged = new ArrayList<>();
        boolean broken;
        boolean closed;
        String owner = "";

        @Override
        public void load(int row, int rows, SileroStream stream) {}

        @Override
        public void run(int rows) throws OrtException {
            if (broken) {
                throw new OrtException("out of memory");
            }
            runs.add(rows);
        }

        @Override
        public void unload(int row, int rows, SileroStream stream) {
            judged.add(stream);
            stream.onJudged(0.5f);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
