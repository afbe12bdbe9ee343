/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
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

        assertThat(group.counterTotals().total(MediaCounter.CALLS_OPENED)).isEqualTo(1);
        assertThat(group.counterTotals().total(MediaCounter.DUTY_CYCLES)).isEqualTo(2);
        assertThat(group.close(Duration.ofSeconds(1)).complete()).isTrue();
        assertThat(call.events).containsExactly("start", "close");
    }

    // Real threads: that the group starts and ends its own is the point.
    @Test
    void shouldRunCyclesOnThreadsOfTheFactoryAndEndThem() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        WorkerGroup group =
                shared(index -> {
                    AtomicBoolean seen = new AtomicBoolean();
                    String name = "media-worker-" + index;
                    return new PolledIo(() -> {
                        if (Thread.currentThread().getName().equals(name)
                                && !seen.getAndSet(true)) {
                            ran.countDown();
                        }
                    });
                });
        group.start();
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(group.worker(0).isOwnThread()).as("the test's thread").isFalse();
        assertThat(group.close(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(group.worker(0).isRunning()).isFalse();
        assertThatThrownBy(group::doWork).isInstanceOf(IllegalStateException.class);
    }

    // Real threads: only one that is truly stuck outlives the time that close allows it.
    @Test
    void shouldSayWhichWorkerDidNotEndInTime() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WorkerGroup group =
                shared(index ->
                        index == 0
                                ? new NoIo()
                                : new PolledIo(() -> {
                                    entered.countDown();
                                    awaitQuietly(release);
                                }));
        group.start();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(group.close(Duration.ofMillis(500)).unresponsive()).containsExactly(1);
        release.countDown();
    }

    // A real thread: that it survives what its cycle throws is the point.
    @Test
    void shouldGoOnAfterACycleThatThrew() throws InterruptedException {
        CountDownLatch polledAgain = new CountDownLatch(4);
        WorkerGroup group =
                shared(_ ->
                        new PolledIo(() -> {
                            polledAgain.countDown();
                            throw new IllegalStateException("poll failed");
                        }));
        group.start();
        assertThat(polledAgain.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(group.close(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(group.counterTotals().total(MediaCounter.WORKER_FAULTS))
                .isGreaterThanOrEqualTo(4);
    }

    /** No I/O, but something to do at each poll. */
    private static final class PolledIo implements WorkerIo {
        private final WorkerIo inner = new NoIo();
        private final Runnable onPoll;

        PolledIo(Runnable onPoll) {
            this.onPoll = onPoll;
        }

        @Override
        public int poll(long budgetNs) {
            onPoll.run();
            return inner.poll(budgetNs);
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
    }

    private static WorkerGroup shared(IntFunction<WorkerIo> ios) {
        return new WorkerGroup(
                CONFIG.with(WorkerMode.SHARED, 2),
                SystemNanoClock.INSTANCE,
                ios,
                Thread::new,
                new SharedCounters(),
                CounterStore.inMemory(CounterStore.capacityFor(2)),
                e -> {});
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
