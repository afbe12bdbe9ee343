/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.Termination;
import java.time.Clock;
import java.util.Optional;

/**
 * Turns a carrier's stream into a call: finds the agent, takes a place, makes the call and adds it
 * to its worker. Called on the loop of the socket, which is the worker's own or, in dedicated mode,
 * another; one instance serves all.
 */
public final class CallOpener {
    /**
     * Synthesised audio that may wait for one call: less than playout holds (30 s), which takes
     * pre-synthesised phrases as well.
     */
    private static final int SYNTHESIS_CAP_MS = 20_000;

    private final AgentRoster agents;
    private final CallAdmission admission;
    private final CallDirectory directory;
    private final CallFactory factory;
    private final CallJournal journal;
    private final Counters counters;
    private final Clocks clocks;

    public CallOpener(
            AgentRoster agents,
            CallAdmission admission,
            CallDirectory directory,
            CallFactory factory,
            CallJournal journal,
            Counters counters,
            Clocks clocks) {
        this.agents = agents;
        this.admission = admission;
        this.directory = directory;
        this.factory = factory;
        this.journal = journal;
        this.counters = counters;
        this.clocks = clocks;
    }

    /**
     * What time it is.
     *
     * @param wall for people to read
     * @param steady for reservations; see {@link dev.sidetone.server.lifecycle.SteadyClock}
     */
    public record Clocks(Clock wall, Clock steady) {}

    /** Opens the call or says why not; what was taken for a refused one is given back. */
    public OpenOutcome open(CallRequest request, CarrierLink link, MediaWorker worker) {
        Optional<AgentPlan> agent = agents.find(request.agent());
        if (agent.isEmpty()) {
            counters.increment(MediaCounter.UNKNOWN_AGENT);
            return refused(Termination.Reason.UNKNOWN_AGENT, "no agent of that name");
        }
        return switch (place(request, worker)) {
            case NO_CAPACITY -> refused(Termination.Reason.NO_CAPACITY, "all places are taken");
            case NO_HEADROOM -> {
                counters.increment(MediaCounter.ADMISSION_REFUSED_HEADROOM);
                yield refused(Termination.Reason.NO_CAPACITY, "the worker is too busy");
            }
            case AGENT_BUSY -> {
                counters.increment(MediaCounter.ADMISSION_REFUSED_AGENT);
                yield refused(
                        Termination.Reason.AGENT_BUSY, "the agent takes no more calls just now");
            }
            case NOT_RESERVED -> {
                counters.increment(MediaCounter.TOKEN_INVALID);
                yield refused(Termination.Reason.TOKEN_INVALID, "the token was used before");
            }
            case ADMITTED -> admitted(request, agent.get(), link, worker);
        };
    }

    private CallAdmission.Answer place(CallRequest request, MediaWorker worker) {
        AgentRoster.Limit limit = agents.limitOf(request.agent());
        long nowMs = clocks.steady().millis();
        Long reservation = request.reservation();
        return reservation == null
                ? admission.admitOn(worker.index(), limit, nowMs)
                : admission.claim(reservation, limit, nowMs);
    }

    private OpenOutcome admitted(
            CallRequest request, AgentPlan agent, CarrierLink link, MediaWorker worker) {
        int capBytes = SYNTHESIS_CAP_MS * link.traits().outbound().bytesPerMs();
        InboxMailbox mailbox =
                new InboxMailbox(worker.inbox(), worker.nextCallKey(), capBytes, counters);
        String callId =
                directory.enter(
                        request.callId(),
                        agent.name(),
                        link.traits().transport(),
                        mailbox,
                        clocks.wall().instant());
        if (!worker.isOwnThread()) {
            return handOver(new Start(worker, mailbox, callId, agent, link));
        }
        CallTask call;
        try {
            call = factory.create(worker, mailbox, callId, agent, link);
        } catch (RuntimeException fault) {
            unmade(callId, agent.name(), mailbox);
            worker.report(fault);
            return refused(Termination.Reason.INTERNAL, "the call could not be made");
        } catch (Throwable fault) {
            unmade(callId, agent.name(), mailbox);
            throw fault;
        }
        worker.add(new PlacedCall(call, callId, agent.name(), mailbox));
        return new OpenOutcome.Opened(mailbox);
    }

    /** A call that is yet to be made, on its worker. */
    private record Start(
            MediaWorker worker,
            InboxMailbox mailbox,
            String callId,
            AgentPlan agent,
            CarrierLink link) {}

    /**
     * The socket has a loop of its own: the call is made on its worker, before it is brought
     * anything that its mailbox takes from now on.
     */
    private OpenOutcome handOver(Start start) {
        OfferResult taken = start.worker().execute(() -> begin(start));
        if (taken == OfferResult.ACCEPTED) {
            return new OpenOutcome.Opened(start.mailbox());
        }
        directory.forget(start.callId(), start.mailbox());
        giveBack(start.agent().name(), start.mailbox());
        return refused(Termination.Reason.NO_CAPACITY, "the worker's inbox is full");
    }

    private void begin(Start start) {
        CallTask call;
        try {
            call =
                    factory.create(
                            start.worker(),
                            start.mailbox(),
                            start.callId(),
                            start.agent(),
                            start.link());
        } catch (Throwable fault) {
            counters.increment(MediaCounter.CALL_FAULTS);
            Termination internal =
                    Termination.of(Termination.Reason.INTERNAL, "the call could not be made");
            journal.offer(new CallEvent.Ended(start.callId(), internal, 0, 0, 0));
            start.link().close(internal);
            directory.leave(start.callId(), start.mailbox());
            giveBack(start.agent().name(), start.mailbox());
            throw fault;
        }
        start.worker()
                .add(new PlacedCall(call, start.callId(), start.agent().name(), start.mailbox()));
    }

    private void unmade(String callId, String agent, InboxMailbox mailbox) {
        counters.increment(MediaCounter.CALL_FAULTS);
        directory.forget(callId, mailbox);
        giveBack(agent, mailbox);
    }

    private void giveBack(String agent, InboxMailbox mailbox) {
        mailbox.close();
        admission.release(agents.limitOf(agent).group());
    }

    private static OpenOutcome refused(Termination.Reason reason, String detail) {
        return new OpenOutcome.Refused(Termination.of(reason, detail));
    }

    /** A call that gives its place back when it is closed, however it ended. */
    private final class PlacedCall implements CallTask {
        private final CallTask call;
        private final String callId;
        private final String agent;
        private final InboxMailbox mailbox;

        PlacedCall(CallTask call, String callId, String agent, InboxMailbox mailbox) {
            this.call = call;
            this.callId = callId;
            this.agent = agent;
            this.mailbox = mailbox;
        }

        @Override
        public long callKey() {
            return call.callKey();
        }

        @Override
        public void onStart(long nowNs) {
            call.onStart(nowNs);
        }

        @Override
        public void onSlot(InboxSlot slot, long nowNs) {
            call.onSlot(slot, nowNs);
        }

        @Override
        public void onAlarm(long nowNs) {
            call.onAlarm(nowNs);
        }

        @Override
        public void onFactRefused(long nowNs) {
            call.onFactRefused(nowNs);
        }

        @Override
        public void onFault(Throwable error, long nowNs) {
            call.onFault(error, nowNs);
        }

        @Override
        public boolean isDone() {
            return call.isDone();
        }

        @Override
        public void close() {
            try {
                call.close();
            } catch (Throwable fault) {
                // it may not have got as far as its own record; of two the first counts
                journal.offer(
                        new CallEvent.Ended(
                                callId,
                                Termination.of(
                                        Termination.Reason.INTERNAL,
                                        "closing failed: " + fault.getClass().getSimpleName()),
                                0,
                                0,
                                0));
                throw fault;
            } finally {
                directory.leave(callId, mailbox);
                giveBack(agent, mailbox);
            }
        }
    }
}
