/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.SharedCounters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class WorkerRestTest {
    private final ManualClock clock = new ManualClock();
    private final List<Long> awaited = new ArrayList<>();
    private final List<String> wakeups = new ArrayList<>();
    private Runnable whileResting = () -> {};

    @Test
    void shouldRestUntilTheNextCycleIsDue() {
        MediaWorker worker = worker(false);
        worker.doWork();
        clock.advanceNs(300_000);
        worker.rest();
        assertThat(awaited).containsExactly(700_000L);
    }

    @Test
    void shouldNotRestWhenTheCycleTookLongerOrLeftABacklog() {
        MediaWorker worker = worker(false);
        worker.doWork();
        clock.advanceMs(1);
        worker.rest();
        for (int i = 0; i < 300; i++) {
            worker.inbox().offerFact(1, SlotKind.MODEL, "token");
        }
        worker.doWork();
        worker.rest();
        assertThat(awaited).isEmpty();
    }

    @Test
    void shouldLookMoreOftenAsLongAsAnyCallerWaitsForAnAnswer() {
        MediaWorker worker = worker(false);
        worker.doWork();
        worker.pace().callerWaits();
        worker.pace().callerWaits();
        worker.rest();
        worker.pace().callerServed();
        worker.rest();
        worker.pace().callerServed();
        worker.rest();
        assertThat(awaited).containsExactly(250_000L, 250_000L, 1_000_000L);
        assertThatIllegalStateException().isThrownBy(worker.pace()::callerServed);
    }

    @Test
    void shouldNotHurryForOneCallerWhenItHasLittleTimeForAll() {
        MediaWorker worker = worker(false);
        worker.pace().callerWaits();
        work(worker, 200_000, 200);
        assertThat(worker.pace().cycleNs())
                .as("busy for 80 % of short cycles")
                .isEqualTo(1_000_000);
        work(worker, 400_000, 100);
        assertThat(worker.pace().cycleNs()).as("still for 40 % of long ones").isEqualTo(1_000_000);
        work(worker, 100_000, 100);
        assertThat(worker.pace().cycleNs()).as("only for 10 %").isEqualTo(250_000);
    }

    private void work(MediaWorker worker, long workNs, int cycles) {
        for (int i = 0; i < cycles; i++) {
            worker.doWork();
            clock.advanceNs(workNs);
            worker.rest();
        }
    }

    @Test
    void shouldRestAsLongAsEverInLatencyModeWhereItIsWoken() {
        MediaWorker worker = worker(true);
        worker.doWork();
        worker.pace().callerWaits();
        worker.rest();
        assertThat(awaited).containsExactly(1_000_000L);
    }

    @Test
    void shouldBeWokenOnceByOffersOfOtherThreadsInLatencyMode() {
        MediaWorker worker = worker(true);
        whileResting = () -> offerTwiceFromAnotherThread(worker);
        worker.doWork();
        worker.rest();
        assertThat(wakeups).hasSize(1);
        worker.rest();
        assertThat(awaited).as("something waited, so there was no second rest").hasSize(1);
    }

    @Test
    void shouldNotBeWokenInDensityMode() {
        MediaWorker worker = worker(false);
        whileResting = () -> offerTwiceFromAnotherThread(worker);
        worker.doWork();
        worker.rest();
        assertThat(wakeups).isEmpty();
    }

    // A real thread, joined at once: the inbox tells its worker's own thread from all others.
    private static void offerTwiceFromAnotherThread(MediaWorker worker) {
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            worker.inbox().offerFact(1, SlotKind.MODEL, "a");
                            worker.inbox().offerFact(1, SlotKind.MODEL, "b");
                        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private MediaWorker worker(boolean wakeOnOffer) {
        WorkerIo io =
                new WorkerIo() {
                    @Override
                    public int poll(long budgetNs) {
                        return 0;
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void await(long maxNs) {
                        awaited.add(maxNs);
                        whileResting.run();
                    }

                    @Override
                    public void wakeup() {
                        wakeups.add("wakeup");
                    }

                    @Override
                    public void close() {}
                };
        WorkerConfig config =
                WorkerConfig.defaults().withInboxSlots(512).withWakeOnOffer(wakeOnOffer);
        MediaWorker worker =
                new MediaWorker(
                        0,
                        config,
                        clock,
                        io,
                        new SharedCounters(),
                        CounterStore.inMemory(CounterStore.capacityFor(1)),
                        e -> {});
        worker.onStart();
        return worker;
    }
}
