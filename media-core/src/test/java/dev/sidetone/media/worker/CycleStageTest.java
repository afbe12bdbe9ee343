/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.metrics.MediaCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CycleStageTest {
    private final ManualClock clock = new ManualClock();
    private final List<Throwable> errors = new ArrayList<>();
    private final WorkerGroup group =
            WorkerGroup.invoker(WorkerConfig.defaults(), clock, errors::add);
    private final MediaWorker worker = group.worker(0);
    private final Stage stage = new Stage();

    @Test
    void shouldRunOnceACycleWithTheCyclesTime() {
        worker.add(stage);
        group.start();
        clock.advanceMs(7);
        assertThat(worker.doWork()).isEqualTo(3);
        assertThat(stage.timesNs).containsExactly(clock.nanoTime());
        worker.doWork();
        assertThat(stage.timesNs).hasSize(2);
    }

    @Test
    void shouldCountWhatAStageThrowsAndGoOn() {
        Stage second = new Stage();
        worker.add(stage);
        worker.add(second);
        group.start();
        stage.broken = true;
        worker.doWork();
        assertThat(second.timesNs).hasSize(1);
        assertThat(errors).hasSize(1);
        assertThat(worker.counters().get(MediaCounter.WORKER_FAULTS)).isEqualTo(1);
    }

    @Test
    void shouldCloseItsStagesWithItself() {
        worker.add(stage);
        group.start();
        group.close(Duration.ZERO);
        assertThat(stage.closed).isEqualTo(1);
    }

    @Test
    void shouldTakeAStageFromNoOtherThreadWhileItRuns() {
        group.start();
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> worker.add(stage)).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private static final class Stage implements CycleStage {
        final List<Long> timesNs = new ArrayList<>();
        boolean broken;
        int closed;

        @Override
        public int onCycle(long nowNs) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            timesNs.add(nowNs);
            return 3;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
