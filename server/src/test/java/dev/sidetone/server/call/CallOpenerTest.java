/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CallOpenerTest {
    private final SharedCounters counters = new SharedCounters();
    private final CallAdmission admission = new CallAdmission(1, 0, counters);
    private final CallDirectory directory = new CallDirectory(10);
    private final List<CallEvent> events = new ArrayList<>();
    private final List<Termination.Reason> closedLinks = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final WorkerGroup workers =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(64), new ManualClock(0), faults::add);

    private CallOpener opener(CallFactory factory) {
        workers.start();
        return new CallOpener(
                new AgentRoster(List.of(), Map.of(), Map.of(), AgentPlan.ECHO),
                admission,
                directory,
                factory,
                event -> {
                    events.add(event);
                    return OfferResult.ACCEPTED;
                },
                counters,
                new CallOpener.Clocks(Clock.systemUTC(), Clock.systemUTC()));
    }

    private OpenOutcome open(CallOpener opener) {
        return opener.open(
                new CallRequest("CA", AgentPlan.ECHO, null), new NoLink(), workers.worker(0));
    }

    @AfterEach
    void close() {
        workers.close(Duration.ZERO);
    }

    @Test
    void shouldGiveThePlaceBackWhenTheCallCannotBeMade() {
        CallOpener opener =
                opener((worker, mailbox, id, agent, link) -> {
                    throw new IllegalStateException("on purpose");
                });
        assertThat(open(opener)).isInstanceOf(OpenOutcome.Refused.class);
        assertNothingIsLeft();
        assertThat(faults)
                .as("somebody must learn why")
                .singleElement()
                .isInstanceOfSatisfying(
                        IllegalStateException.class,
                        fault -> assertThat(fault).hasMessage("on purpose"));
    }

    @Test
    void shouldGiveThePlaceBackAndPassTheErrorOnWhenTheMachineFails() {
        CallOpener opener =
                opener((worker, mailbox, id, agent, link) -> {
                    throw new NoClassDefFoundError("on purpose");
                });
        assertThatThrownBy(() -> open(opener)).isInstanceOf(NoClassDefFoundError.class);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(admission.taken()).isZero();
        assertThat(directory.liveCalls()).isZero();
        assertThat(directory.entries()).isEmpty();
        assertThat(counters.get(MediaCounter.CALL_FAULTS)).isEqualTo(1);
    }

    @Test
    void shouldRecordTheEndOfACallWhoseClosingFails() {
        CallOpener opener = opener((worker, mailbox, id, agent, link) -> new Unclosable());
        assertThat(open(opener)).isInstanceOf(OpenOutcome.Opened.class);
        workers.close(Duration.ZERO);
        assertThat(admission.taken()).isZero();
        assertThat(directory.liveCalls()).isZero();
        assertEndedByAFault();
    }

    @Test
    void shouldMakeTheCallOnItsWorkerWhereTheSocketHasALoopOfItsOwn() {
        List<Thread> madeOn = new ArrayList<>();
        CallOpener opener =
                opener((worker, mailbox, id, agent, link) -> {
                    madeOn.add(Thread.currentThread());
                    return new Unclosable();
                });
        OpenOutcome outcome = CompletableFuture.supplyAsync(() -> open(opener)).join();
        assertThat(outcome).isInstanceOf(OpenOutcome.Opened.class);
        assertThat(madeOn).isEmpty();
        workers.doWork();
        assertThat(madeOn).containsExactly(Thread.currentThread());
        assertThat(workers.worker(0).counters().get(MediaCounter.CALLS_OPENED)).isOne();
        assertThat(admission.taken()).isOne();
    }

    @Test
    void shouldEndTypedACallThatCannotBeMadeOnItsWorker() {
        CallOpener opener =
                opener((worker, mailbox, id, agent, link) -> {
                    throw new IllegalStateException("on purpose");
                });
        CompletableFuture.supplyAsync(() -> open(opener)).join();
        workers.doWork();
        assertThat(admission.taken()).isZero();
        assertThat(directory.liveCalls()).isZero();
        assertThat(counters.get(MediaCounter.CALL_FAULTS)).isOne();
        assertThat(closedLinks).containsExactly(Termination.Reason.INTERNAL);
        assertEndedByAFault();
    }

    @Test
    void shouldGiveThePlaceBackWhenTheWorkersInboxIsFull() {
        CallOpener opener = opener((worker, mailbox, id, agent, link) -> new Unclosable());
        OpenOutcome outcome =
                CompletableFuture.supplyAsync(
                                () -> {
                                    while (workers.worker(0).execute(() -> {})
                                            == OfferResult.ACCEPTED) {
                                        // until it is full
                                    }
                                    return open(opener);
                                })
                        .join();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        OpenOutcome.Refused.class,
                        refused ->
                                assertThat(refused.termination().reason())
                                        .isEqualTo(Termination.Reason.NO_CAPACITY));
        assertThat(admission.taken()).isZero();
        assertThat(directory.liveCalls()).isZero();
    }

    private static final class Unclosable implements CallTask {
        @Override
        public long callKey() {
            return 1;
        }

        @Override
        public void onStart(long nowNs) {}

        @Override
        public void onSlot(InboxSlot slot, long nowNs) {}

        @Override
        public void onAlarm(long nowNs) {}

        @Override
        public void onFactRefused(long nowNs) {}

        @Override
        public void onFault(Throwable error, long nowNs) {}

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public void close() {
            throw new NoClassDefFoundError("on purpose");
        }
    }

    private void assertEndedByAFault() {
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        CallEvent.Ended.class,
                        ended ->
                                assertThat(ended.termination().reason())
                                        .isEqualTo(Termination.Reason.INTERNAL));
    }

    private final class NoLink implements CarrierLink {
        @Override
        public LinkTraits traits() {
            return new LinkTraits(
                    "test", AudioFormat.MULAW_8K, AudioFormat.MULAW_8K, true, true, 200);
        }

        @Override
        public OfferResult sendMedia(byte[] audio, int offset, int length) {
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult sendMark(long markId) {
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult clear() {
            return OfferResult.ACCEPTED;
        }

        @Override
        public void close(Termination termination) {
            closedLinks.add(termination.reason());
        }
    }
}
