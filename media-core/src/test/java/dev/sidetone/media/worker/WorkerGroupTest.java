/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class WorkerGroupTest {
    private static final WorkerConfig CONFIG = WorkerConfig.defaults().withInboxSlots(64);

    @Test
    void shouldStepAllWorkersOnTheCallersThreadInInvokerMode() {
        WorkerGroup group =
                WorkerGroup.invoker(CONFIG.with(WorkerMode.INVOKER, 2), new ManualClock(), e -> {});
        group.start();
        RecordedCall call = new RecordedCall(group.worker(1).nextCallKey());
        group.worker(1).add(call);
        group.doWork();

        assertThat(group.callCount()).isEqualTo(1);
        assertThat(group.counterTotals().total(MediaCounter.DUTY_CYCLES)).isEqualTo(2);
        assertThat(group.close(Duration.ofSeconds(1)).complete()).isTrue();
        assertThat(call.events).containsExactly("start", "close");
    }

    @Test
    void shouldTakeWorkersInTurn() {
        WorkerGroup group =
                WorkerGroup.invoker(CONFIG.with(WorkerMode.INVOKER, 2), new ManualClock(), e -> {});
        assertThat(group.next()).isSameAs(group.worker(0));
        assertThat(group.next()).isSameAs(group.worker(1));
        assertThat(group.next()).isSameAs(group.worker(0));
    }

    // Real threads: that the group starts and ends its own is the point.
    @Test
    void shouldRunCommandsOnThreadsOfTheFactoryAndEndThem() throws InterruptedException {
        WorkerGroup group = shared(2);
        group.start();
        CountDownLatch ran = new CountDownLatch(2);
        for (MediaWorker worker : group.workers()) {
            offer(
                    worker,
                    () -> {
                        if (worker.isOwnThread()
                                && Thread.currentThread().getName().equals(worker.roleName())) {
                            ran.countDown();
                        }
                    });
        }
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(group.close(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(group.worker(0).isRunning()).isFalse();
        assertThatThrownBy(group::doWork).isInstanceOf(IllegalStateException.class);
    }

    // Real threads: only one that is truly stuck outlives the time that close allows it.
    @Test
    void shouldSayWhichWorkerDidNotEndInTime() throws InterruptedException {
        WorkerGroup group = shared(2);
        group.start();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        offer(
                group.worker(1),
                () -> {
                    entered.countDown();
                    awaitQuietly(release);
                });
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(group.close(Duration.ofMillis(500)).unresponsive()).containsExactly(1);
        release.countDown();
    }

    // A real thread: that it survives what its cycle throws is the point.
    @Test
    void shouldGoOnAfterACycleThatThrew() throws InterruptedException {
        SharedCounters counters = new SharedCounters();
        CountDownLatch polledAgain = new CountDownLatch(2);
        WorkerIo failing =
                new WorkerIo() {
                    private final WorkerIo inner = new NoIo();

                    @Override
                    public int poll(long budgetNs) {
                        polledAgain.countDown();
                        throw new IllegalStateException("poll failed");
                    }

                    @Override
                    public void flush() {
                        inner.flush();
                    }

                    @Override
                    public void await(long maxNs) {
                        inner.await(maxNs);
                    }

                    @Override
                    public void wakeup() {
                        inner.wakeup();
                    }

                    @Override
                    public void close() {
                        inner.close();
                    }
                };
        WorkerGroup group =
                new WorkerGroup(
                        CONFIG,
                        SystemNanoClock.INSTANCE,
                        _ -> failing,
                        Thread::new,
                        counters,
                        e -> {});
        group.start();
        assertThat(polledAgain.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(group.close(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(group.counterTotals().total(MediaCounter.WORKER_FAULTS))
                .isGreaterThanOrEqualTo(2);
    }

    private static WorkerGroup shared(int workers) {
        return new WorkerGroup(
                CONFIG.with(WorkerMode.SHARED, workers),
                SystemNanoClock.INSTANCE,
                _ -> new NoIo(),
                Thread::new,
                new SharedCounters(),
                e -> {});
    }

    private static void offer(MediaWorker worker, Runnable command) {
        assertThat(worker.execute(command)).isEqualTo(OfferResult.ACCEPTED);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
