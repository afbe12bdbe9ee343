/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WorkerWatchdogTest {
    private static final long LIMIT_NS = 2_000_000_000L;

    private final ManualClock clock = new ManualClock();
    private final SharedCounters counters = new SharedCounters();
    private final List<String> told = new ArrayList<>();
    private final WorkerGroup group =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(64).with(WorkerMode.INVOKER, 2),
                    clock,
                    e -> {});
    private final WorkerWatchdog watchdog =
            new WorkerWatchdog(
                    group.workers(),
                    LIMIT_NS,
                    clock,
                    counters,
                    new WorkerWatchdog.Listener() {
                        @Override
                        public void onStuck(int worker, long sinceNs) {
                            told.add("stuck " + worker + " for " + sinceNs);
                        }

                        @Override
                        public void onMoving(int worker) {
                            told.add("moving " + worker);
                        }
                    });

    @Test
    void shouldReportTheWorkerWhoseCycleNoLongerEndsAndCountItOnce() {
        group.start();
        clock.advanceMs(2_000);
        assertThat(watchdog.stuckWorkers()).isEmpty();
        group.worker(0).doWork();
        clock.advanceMs(1);

        assertThat(watchdog.stuckWorkers()).containsExactly(1);
        assertThat(watchdog.stuckWorkers()).containsExactly(1);
        assertThat(counters.get(MediaCounter.WORKER_STUCK)).isEqualTo(1);
        assertThat(told).containsExactly("stuck 1 for 2001000000");
    }

    @Test
    void shouldTakeBackItsReportWhenTheWorkerMovesAgain() {
        group.start();
        clock.advanceMs(2_001);
        assertThat(watchdog.stuckWorkers()).containsExactly(0, 1);
        group.doWork();
        assertThat(watchdog.stuckWorkers()).isEmpty();
        assertThat(watchdog.stuckWorkers()).isEmpty();
        assertThat(counters.get(MediaCounter.WORKER_RECOVERED)).isEqualTo(2);
        assertThat(told.subList(2, 4)).containsExactly("moving 0", "moving 1");
        clock.advanceMs(2_001);
        watchdog.stuckWorkers();
        assertThat(counters.get(MediaCounter.WORKER_STUCK)).isEqualTo(4);
        assertThat(told).hasSize(6);
    }

    @Test
    void shouldNotReportWorkersThatDoNotRun() {
        clock.advanceMs(60_000);
        assertThat(watchdog.stuckWorkers()).isEmpty();
        group.start();
        group.close(Duration.ofSeconds(1));
        clock.advanceMs(60_000);
        assertThat(watchdog.stuckWorkers()).isEmpty();
    }
}
