/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class MediaWorkerTest {
    private static final byte[] FRAME = new byte[160];

    private final ManualClock clock = new ManualClock();
    private final SharedCounters shared = new SharedCounters();
    private final List<Throwable> errors = new ArrayList<>();
    private final StandInIo io = new StandInIo();
    private final MediaWorker worker =
            new MediaWorker(
                    0,
                    WorkerConfig.defaults().withInboxSlots(512),
                    clock,
                    io,
                    shared,
                    CounterStore.inMemory(CounterStore.capacityFor(1)),
                    errors::add);

    @BeforeEach
    void start() {
        worker.onStart();
    }

    @Test
    void shouldStartRouteAndRemoveACall() {
        RecordedCall call = added();
        RecordedCall other = added();
        offer(call, "hello");
        worker.doWork();
        assertThat(running()).isEqualTo(2);
        call.done = true;
        offer(call, "bye");
        worker.doWork();

        assertThat(call.events).containsExactly("start", "hello", "bye", "close");
        assertThat(other.events).containsExactly("start");
        assertThat(running()).isEqualTo(1);
        assertThat(worker.counters().get(MediaCounter.CALLS_OPENED)).isEqualTo(2);
        assertThat(worker.counters().get(MediaCounter.CALLS_ENDED)).isEqualTo(1);
    }

    @Test
    void shouldEndOnlyTheCallThatThrew() {
        RecordedCall bad = added();
        RecordedCall good = added();
        bad.onSlot =
                slot -> {
                    throw new IllegalStateException("boom");
                };
        bad.onFault = () -> bad.done = true;
        offer(bad, "a");
        offer(good, "b");
        offer(bad, "c");
        worker.doWork();

        assertThat(bad.events).containsExactly("start", "a", "fault boom", "close");
        assertThat(good.events).containsExactly("start", "b");
        assertThat(worker.counters().get(MediaCounter.CALL_FAULTS)).isEqualTo(1);
        assertThat(worker.counters().get(MediaCounter.STALE_SLOTS_DROPPED)).isEqualTo(1);
        assertThat(errors).extracting(Throwable::getMessage).containsExactly("boom");
    }

    @Test
    void shouldRemoveACallThatThrowsAgain() {
        RecordedCall bad = added();
        bad.onSlot =
                slot -> {
                    throw new StackOverflowError("deep");
                };
        offer(bad, "a");
        worker.doWork();
        assertThat(running()).isEqualTo(1);
        offer(bad, "b");
        worker.doWork();

        assertThat(running()).isZero();
        assertThat(bad.events).containsExactly("start", "a", "fault deep", "b", "close");
    }

    @Test
    void shouldRemoveACallWhoseFaultHandlerThrows() {
        RecordedCall bad = added();
        bad.onSlot =
                slot -> {
                    throw new IllegalStateException("boom");
                };
        bad.onFault =
                () -> {
                    throw new IllegalStateException("again");
                };
        offer(bad, "a");
        worker.doWork();

        assertThat(running()).isZero();
        assertThat(worker.counters().get(MediaCounter.CALL_FAULTS)).isEqualTo(2);
    }

    @Test
    void shouldDropAndCountSlotsOfCallsThatAreGone() {
        RecordedCall call = added();
        call.done = true;
        offer(call, "last");
        worker.doWork();
        offer(call, "late");
        worker.inbox().offerMedia(999, 0, clock.nanoTime(), FRAME, 0, 160);
        worker.doWork();

        assertThat(call.events).doesNotContain("late");
        assertThat(worker.counters().get(MediaCounter.STALE_SLOTS_DROPPED)).isEqualTo(2);
    }

    @Test
    void shouldTellTheRightCallThatItsFactWasRefused() {
        RecordedCall unlucky = added();
        RecordedCall other = added();
        fromAnotherThread(() -> {
            for (int slot = 0; slot < 512; slot++) {
                offer(other, "fills");
            }
            offer(unlucky, "lost");
        });
        worker.doWork();

        assertThat(unlucky.events).containsExactly("start", "refused", "close");
        assertThat(other.events).doesNotContain("refused");
        assertThat(shared.get(MediaCounter.FACTS_REFUSED)).isEqualTo(1);
    }

    @Test
    void shouldFireAlarmsOfItsCallsAndForgetThoseOfRemovedOnes() {
        RecordedCall call = added();
        RecordedCall gone = added();
        worker.alarmFor(call.callKey()).arm(clock.nanoTime() + 20_000_000);
        worker.alarmFor(gone.callKey()).arm(clock.nanoTime() + 20_000_000);
        gone.done = true;
        offer(gone, "end");
        worker.doWork();
        clock.advanceMs(19);
        worker.doWork();
        assertThat(call.events).containsExactly("start");
        clock.advanceMs(1);
        worker.doWork();

        assertThat(call.events).containsExactly("start", "alarm");
        assertThat(gone.events).doesNotContain("alarm");
        assertThat(worker.counters().get(MediaCounter.TIMERS_FIRED)).isEqualTo(1);
    }

    @Test
    void shouldHandleAtMostTheLimitInOneCycle() {
        RecordedCall call = added();
        for (int i = 0; i < 300; i++) {
            worker.inbox().offerMedia(call.callKey(), i, clock.nanoTime(), FRAME, 0, 160);
        }
        worker.doWork();
        assertThat(call.frames).isEqualTo(256);
        worker.doWork();
        assertThat(call.frames).isEqualTo(300);
    }

    @Test
    void shouldLookAtTimersAgainWhenHandlingTakesTooLong() {
        RecordedCall call = added();
        call.onSlot = slot -> clock.advanceNs(100_000);
        for (int i = 0; i < 100; i++) {
            worker.inbox().offerMedia(call.callKey(), i, clock.nanoTime(), FRAME, 0, 160);
        }
        worker.doWork();
        assertThat(call.frames).isEqualTo(16);
    }

    @Test
    void shouldLoseNoFrameThatItsOwnIoBringsInOnePass() {
        RecordedCall call = added();
        io.onPoll =
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertThat(
                                        worker.inbox()
                                                .offerMedia(
                                                        call.callKey(),
                                                        i,
                                                        clock.nanoTime(),
                                                        FRAME,
                                                        0,
                                                        160))
                                .isEqualTo(OfferResult.ACCEPTED);
                    }
                };
        worker.doWork();
        io.onPoll = () -> {};
        worker.doWork();
        worker.doWork();

        assertThat(call.frames).isEqualTo(2_000);
        assertThat(shared.get(MediaCounter.MEDIA_REFUSED)).isZero();
        assertThat(worker.counters().get(MediaCounter.IN_PLACE_DRAINS)).isPositive();
    }

    @Test
    void shouldNotRunOneCallInsideAnother() {
        RecordedCall flooding = added();
        RecordedCall other = added();
        List<String> order = new ArrayList<>();
        other.onSlot = slot -> order.add("other");
        flooding.onAlarm =
                () -> {
                    order.add("flood begins");
                    while (worker.inbox().offerMedia(other.callKey(), 0, 0, FRAME, 0, 160)
                            == OfferResult.ACCEPTED) {
                        order.add("offered");
                    }
                    order.add("flood ends");
                };
        worker.alarmFor(flooding.callKey()).arm(0);
        worker.doWork();

        assertThat(order).doesNotContain("other").endsWith("flood ends");
    }

    @Test
    void shouldTakeCallsOnItsOwnThreadOnly() {
        fromAnotherThread(() ->
                assertThatThrownBy(() -> worker.add(new RecordedCall(77)))
                        .isInstanceOf(IllegalStateException.class));
        assertThatThrownBy(() -> worker.add(new RecordedCall(added().callKey())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRunATaskOfAnotherThreadBeforeWhatIsOfferedAfterIt() {
        RecordedCall call = new RecordedCall(worker.nextCallKey());
        fromAnotherThread(() -> {
            worker.execute(() -> worker.add(call));
            offer(call, "hello");
        });
        assertThat(call.events).isEmpty();
        worker.doWork();
        assertThat(call.events).containsExactly("start", "hello");
    }

    @Test
    void shouldCountATaskThatThrowsAsItsOwnFaultAndGoOn() {
        RecordedCall call = added();
        worker.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        offer(call, "hello");
        worker.doWork();
        assertThat(call.events).containsExactly("start", "hello");
        assertThat(worker.counters().get(MediaCounter.WORKER_FAULTS)).isOne();
        assertThat(errors).hasSize(1);
    }

    @Test
    void shouldHandleWhatIsLeftAndCloseItsCallsWhenItCloses() {
        RecordedCall call = added();
        offer(call, "last words");
        worker.onClose();

        assertThat(call.events).containsExactly("start", "last words", "close");
        assertThat(worker.counters().get(MediaCounter.CALLS_ABANDONED)).isEqualTo(1);
        assertThat(worker.inbox().offerFact(1, SlotKind.MODEL, "late"))
                .isEqualTo(OfferResult.CLOSED);
        assertThat(io.events).endsWith("close");
    }

    @Test
    void shouldPollFirstAndFlushLast() {
        worker.doWork();
        assertThat(io.events).containsExactly("start", "poll", "flush");
    }

    @Test
    void shouldNotTellACallATimeBeforeItsSlotsArrival() {
        RecordedCall call = added();
        io.onPoll =
                () -> {
                    clock.advanceNs(300);
                    worker.inbox().offerMedia(call.callKey(), 0, clock.nanoTime(), FRAME, 0, 160);
                };
        call.onSlot = slot -> assertThat(worker.nowNs()).isGreaterThanOrEqualTo(slot.arrivalNs());
        worker.doWork();
        assertThat(call.frames).isEqualTo(1);
        assertThat(errors).isEmpty();
    }

    private long running() {
        return worker.counters().get(MediaCounter.CALLS_OPENED)
                - worker.counters().get(MediaCounter.CALLS_ENDED);
    }

    private RecordedCall added() {
        RecordedCall call = new RecordedCall(worker.nextCallKey());
        worker.add(call);
        return call;
    }

    private void offer(RecordedCall call, String fact) {
        worker.inbox().offerFact(call.callKey(), SlotKind.COMMAND, fact);
    }

    // A real thread, joined at once: a worker tells its own thread from all others.
    private static void fromAnotherThread(Runnable action) {
        List<Throwable> thrown = new ArrayList<>();
        Thread thread =
                Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> thrown.add(e)).start(action);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thrown).isEmpty();
    }
}
