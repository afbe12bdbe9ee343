/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.playout.PlayoutBuffer;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.conversation.CascadeConversation;
import dev.sidetone.orchestrator.conversation.CascadeParts;
import dev.sidetone.orchestrator.conversation.Conversation;
import dev.sidetone.orchestrator.conversation.EchoConversation;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.leg.StreamPace;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ProviderSet;
import org.jspecify.annotations.Nullable;

/**
 * A call: takes what its worker hands it to its conversation, keeps its length within bounds, and
 * sees to it that it ends once, typed. It decides nothing about what is said. Created on its
 * worker's thread when the carrier's stream starts; closed by the worker.
 */
public final class Call implements CallTask {
    /** Audio that may wait for playout. */
    private static final int MAX_PLAYOUT_MS = 30_000;

    private static final long NANOS_PER_MS = 1_000_000L;

    private final CallSpec spec;
    private final MeteredLink link;
    private final CallEnvironment environment;
    private final CallJournal journal;
    private final Conversation conversation;

    /** Null where nobody listens: an echo returns what comes, as quickly as it comes. */
    private final @Nullable StreamPace pace;

    private long startNs;
    private long lastNs;
    private long framesIn;
    private boolean lengthCapped;
    private boolean callerWaits;
    private @Nullable Termination termination;

    public Call(CallSpec spec, CarrierLink link, CallEnvironment environment) {
        this.spec = spec;
        this.link = new MeteredLink(link);
        this.environment = environment;
        this.journal = this::record;
        this.conversation =
                spec.agent().kind() == AgentPlan.Kind.ECHO
                        ? new EchoConversation(this.link, environment.counters())
                        : cascade();
        this.pace =
                spec.agent().kind() == AgentPlan.Kind.ECHO
                        ? null
                        : new StreamPace(link.traits().inbound());
    }

    private Conversation cascade() {
        ProviderSet providers = environment.providers();
        if (providers == null) {
            throw new IllegalArgumentException("agent " + spec.agent().name() + " needs providers");
        }
        CallLimits limits = spec.limits();
        int maxPlayoutBytes = link.traits().outbound().bytesPerMs() * MAX_PLAYOUT_MS;
        return new CascadeConversation(
                new CascadeParts.Setting(
                        spec.callId(),
                        spec.agent(),
                        link,
                        environment.mailbox(),
                        new PlayoutBuffer(
                                environment.chunks(), maxPlayoutBytes, environment.counters()),
                        providers,
                        limits,
                        spec.turn(),
                        new CascadeParts.Services(
                                environment.counters(),
                                environment.latency(),
                                environment.tools(),
                                environment.phrases(),
                                journal,
                                environment.detectors())));
    }

    @Override
    public long callKey() {
        return spec.callKey();
    }

    @Override
    public void onStart(long nowNs) {
        startNs = nowNs;
        lastNs = nowNs;
        journal.offer(
                new CallEvent.Started(
                        spec.callId(), spec.agent().name(), link.traits().transport()));
        conversation.start(nowNs);
        rearm(nowNs);
        tellPace(conversation.callerWaits());
    }

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        if (termination != null) {
            return;
        }
        if (slot.kind() == SlotKind.MEDIA) {
            framesIn++;
            environment.counters().increment(MediaCounter.FRAMES_IN);
            if (pace != null && !pace.onMedia(slot)) {
                tooFast(nowNs);
                return;
            }
        }
        conversation.onSlot(slot, nowNs);
        if (slot.kind() == SlotKind.CARRIER || slot.kind() == SlotKind.COMMAND) {
            onOutside(slot.fact());
        }
        settle(nowNs);
    }

    private void tooFast(long nowNs) {
        lastNs = nowNs;
        environment.counters().increment(MediaCounter.MEDIA_AHEAD);
        end(Termination.of(Termination.Reason.FLOODED, "audio far ahead of real time"));
    }

    /** Facts that end any conversation, whatever its kind. */
    private void onOutside(@Nullable Object fact) {
        if (fact instanceof CarrierEvent.Stopped) {
            end(Termination.of(Termination.Reason.CALLER_HUNG_UP));
        } else if (fact instanceof CarrierEvent.Lost lost) {
            end(lost.termination());
        } else if (fact instanceof CallCommand.HangUp hangUp) {
            end(hangUp.termination());
        }
    }

    @Override
    public void onAlarm(long nowNs) {
        if (termination != null) {
            return;
        }
        if (!lengthCapped && nowNs >= lengthCapNs()) {
            lengthCapped = true;
            conversation.wrapUp(Termination.of(Termination.Reason.LENGTH_CAP), nowNs);
        }
        conversation.onAlarm(nowNs);
        settle(nowNs);
    }

    private long lengthCapNs() {
        return startNs + spec.limits().maxLength().toNanos();
    }

    private void settle(long nowNs) {
        lastNs = nowNs;
        Termination ending = conversation.ending();
        if (ending != null) {
            end(ending);
        }
        if (termination == null) {
            rearm(nowNs);
            tellPace(conversation.callerWaits());
        }
    }

    private void tellPace(boolean waits) {
        if (waits == callerWaits) {
            return;
        }
        callerWaits = waits;
        if (waits) {
            environment.pace().callerWaits();
        } else {
            environment.pace().callerServed();
        }
    }

    private void rearm(long nowNs) {
        long due = conversation.nextDeadlineNs(nowNs);
        environment.alarm().arm(lengthCapped ? due : Math.min(due, lengthCapNs()));
    }

    @Override
    public void onFactRefused(long nowNs) {
        lastNs = nowNs;
        end(
                Termination.of(
                        Termination.Reason.INBOX_OVERFLOW,
                        "the worker's inbox had no room for a fact of this call"));
    }

    @Override
    public void onFault(Throwable error, long nowNs) {
        lastNs = nowNs;
        end(Termination.of(Termination.Reason.INTERNAL, error.getClass().getSimpleName()));
    }

    private void end(Termination how) {
        if (termination == null) {
            termination = how;
        }
    }

    @Override
    public boolean isDone() {
        return termination != null;
    }

    @Override
    public void close() {
        long nowNs = lastNs;
        tellPace(false);
        Termination how =
                termination == null
                        ? Termination.of(Termination.Reason.INTERNAL, "closed while running")
                        : termination;
        try {
            conversation.close(nowNs);
        } finally {
            environment.alarm().disarm();
            environment.mailbox().close();
            count(how);
            long durationMs = (nowNs - startNs) / NANOS_PER_MS;
            journal.offer(
                    new CallEvent.Ended(spec.callId(), how, durationMs, framesIn, link.audioMs()));
            link.close(how);
        }
    }

    /** What the journal has no room for is lost, and counted here for all parts of the call. */
    private OfferResult record(CallEvent event) {
        OfferResult result = environment.journal().offer(event);
        if (result != OfferResult.ACCEPTED) {
            environment.counters().increment(MediaCounter.JOURNAL_DROPPED);
        }
        return result;
    }

    private void count(Termination how) {
        if (how.result() != Termination.Result.SUCCESS) {
            environment.counters().increment(MediaCounter.CALLS_FAILED);
        }
        if (how.reason() == Termination.Reason.HANDED_OVER) {
            environment.counters().increment(MediaCounter.HANDOVERS);
        }
    }
}
