/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.tool.ToolGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conversation's mind: generates answers with a language model, and runs the tools it wants. At
 * most one generation and one tool at a time. A tool that was started runs to its end whatever the
 * caller does meanwhile: its outcome always enters the history. It speculates: an answer may be
 * begun while the caller's turn may still go on, and then what the model says is held back until
 * the turn is over, and answered once or not at all. Owned by one conversation on its worker.
 */
final class Answering {
    private static final long NANOS_PER_MS = 1_000_000L;

    private final LanguageModel model;
    private final LanguageModel.Stream stream;
    private final Transcript transcript;
    private final AgentVoice voice;
    private final Tools tools;
    private final long timeoutNs;

    private boolean generating;

    /** The model's own count, since a speculative generation may never become an utterance. */
    private int generation;

    private @Nullable Speculation speculation;
    private long deadlineNs = Long.MAX_VALUE;
    private @Nullable ToolCall running;
    private boolean outcomeOwed;
    private long toolStartNs;
    private long fillerNs = Long.MAX_VALUE;
    private @Nullable ProviderFailure failure;
    private @Nullable Expectation expectation;

    Answering(
            LanguageModel model,
            LanguageModel.Stream stream,
            Transcript transcript,
            AgentVoice voice,
            Tools tools,
            long timeoutNs) {
        this.model = model;
        this.stream = stream;
        this.transcript = transcript;
        this.voice = voice;
        this.tools = tools;
        this.timeoutNs = timeoutNs;
    }

    /**
     * How tools are run for this call.
     *
     * @param fillerAfterNs how long one may run before the agent says that it is at it
     */
    record Tools(
            ToolGateway gateway,
            AgentPlan agent,
            String callId,
            Mailbox mailbox,
            CallJournal journal,
            WorkerCounters counters,
            WorkerLatency latency,
            long fillerAfterNs) {}

    /** An answer will be wanted soon. */
    void warm() {
        stream.warm();
    }

    /**
     * Begins to answer what the caller seems to have said, before its turn is over; to be followed
     * by {@link #answer}, {@link #dropSpeculation} or {@link #cancel}. Not while a tool's outcome
     * is to come or to be told. Of several in one pause the last counts.
     */
    void speculate(Message message, long nowNs) {
        if (speculatedOn(message)) {
            return;
        }
        dropSpeculation();
        if (busy() || outcomeOwed) {
            return;
        }
        tools.counters().increment(MediaCounter.SPECULATIONS);
        speculation = new Speculation(message);
        generate(transcript.snapshotWith(message), nowNs);
    }

    /** Whether this message is the one that was answered speculation. */
    boolean speculatedOn(Message message) {
        return speculation != null && speculation.message().equals(message);
    }

    /** What was begun answers only half of what the caller says, or something else. */
    void dropSpeculation() {
        if (speculation != null) {
            cancel();
        }
    }

    /**
     * Answers the history so far, with the speculation if there is any. While a tool runs, its
     * outcome will be the answer.
     */
    void answer(long nowNs) {
        Speculation begun = speculation;
        speculation = null;
        outcomeOwed = false;
        if (begun != null) {
            begun.events().forEach(event -> take(event, nowNs));
        } else if (running == null) {
            generate(transcript.snapshot(), nowNs);
        } else {
            // The caller spoke meanwhile and would otherwise hear nothing until the tool is done.
            fillerNs = nowNs;
        }
    }

    private void generate(List<Message> history, long nowNs) {
        generating = true;
        deadlineNs = nowNs + timeoutNs;
        stream.generate(++generation, history);
    }

    /** Stops generating; a running tool goes on. */
    void cancel() {
        if (generating) {
            done();
            stream.cancel(generation);
        }
        forgetSpeculation();
        fillerNs = Long.MAX_VALUE;
    }

    private void forgetSpeculation() {
        if (speculation != null) {
            speculation = null;
            tools.counters().increment(MediaCounter.SPECULATIONS_DROPPED);
        }
    }

    void onModel(ModelEvent event, long nowNs) {
        if (!generating || event.generation() != generation) {
            return;
        }
        deadlineNs = nowNs + timeoutNs;
        if (speculation == null) {
            take(event, nowNs);
        } else if (event instanceof ModelEvent.Failed || !speculation.hold(event)) {
            // asked again, with all that belongs to a failure, if the turn is over indeed
            dropSpeculation();
        } else if (Speculation.ends(event)) {
            done();
        }
    }

    private void take(ModelEvent event, long nowNs) {
        switch (event) {
            case ModelEvent.Token token -> {
                voice.timeline().pass(TurnTimeline.Stage.LLM_FIRST_TOKEN, nowNs);
                voice.token(token.text(), nowNs);
            }
            case ModelEvent.Working working -> {}
            case ModelEvent.ToolWanted wanted -> runTool(wanted.call(), nowNs);
            case ModelEvent.Finished finished -> {
                done();
                if (finished.expectation() != null) {
                    expectation = finished.expectation();
                }
                voice.finishText(finished.next(), nowNs);
            }
            case ModelEvent.Failed failed -> {
                done();
                failure = failed.failure();
            }
        }
    }

    private void runTool(ToolCall call, long nowNs) {
        done();
        voice.endSentence(nowNs);
        transcript.add(new Message.ToolCalled(call));
        running = call;
        toolStartNs = nowNs;
        fillerNs = nowNs + tools.fillerAfterNs();
        tools.gateway().invoke(tools.agent(), call, tools.callId(), tools.mailbox());
    }

    /** Takes a tool's outcome, if it is the one that was waited for. */
    void onTool(ToolOutcome outcome, long nowNs) {
        if (running == null || !running.id().equals(outcome.id())) {
            return;
        }
        running = null;
        fillerNs = Long.MAX_VALUE;
        long elapsedMs = (nowNs - toolStartNs) / NANOS_PER_MS;
        tools.counters().increment(counterOf(outcome.status()));
        tools.latency().record(LatencyPoint.TOOL_CALL, nowNs - toolStartNs);
        tools.journal()
                .offer(
                        new CallEvent.ToolEnded(
                                tools.callId(), outcome.name(), outcome.status(), elapsedMs));
        transcript.add(new Message.ToolAnswered(outcome));
        outcomeOwed = true;
    }

    /** True from a tool's outcome until it, or what the caller said since, is answered. */
    boolean owesOutcome() {
        return outcomeOwed;
    }

    private static MediaCounter counterOf(ToolOutcome.Status status) {
        return switch (status) {
            case OK -> MediaCounter.TOOL_OK;
            case BAD_ARGUMENTS -> MediaCounter.TOOL_BAD_ARGUMENTS;
            case UNKNOWN_TOOL -> MediaCounter.TOOL_UNKNOWN;
            case TIMED_OUT -> MediaCounter.TOOL_TIMED_OUT;
            case UNREACHABLE -> MediaCounter.TOOL_UNREACHABLE;
            case REFUSED -> MediaCounter.TOOL_REFUSED;
            case GARBLED -> MediaCounter.TOOL_GARBLED;
            case OVERLOADED -> MediaCounter.TOOL_OVERLOADED;
        };
    }

    /** After a tool's outcome: answers it. */
    void answerOutcome(long nowNs) {
        outcomeOwed = false;
        generate(transcript.snapshot(), nowNs);
    }

    private void done() {
        generating = false;
        deadlineNs = Long.MAX_VALUE;
    }

    /** True once, when a tool has run for so long that the caller should be told. */
    boolean fillerDue(long nowNs) {
        if (nowNs < fillerNs) {
            return false;
        }
        fillerNs = Long.MAX_VALUE;
        return true;
    }

    void onAlarm(long nowNs) {
        if (generating && nowNs >= deadlineNs && speculation != null) {
            dropSpeculation();
        } else if (generating && nowNs >= deadlineNs) {
            stream.cancel(generation);
            done();
            failure =
                    new ProviderFailure(
                            ProviderFailure.Kind.TIMED_OUT,
                            model.vendor(),
                            "no sign of the model within " + timeoutNs / NANOS_PER_MS + " ms");
        }
    }

    /** A failure of the model, given out once. */
    @Nullable ProviderFailure takeFailure() {
        ProviderFailure taken = failure;
        failure = null;
        return taken;
    }

    /** What the caller may say next, when that has changed; given out once. */
    @Nullable Expectation takeExpectation() {
        Expectation taken = expectation;
        expectation = null;
        return taken;
    }

    /** True while text or a tool's outcome is being waited for. */
    boolean busy() {
        return generating || running != null;
    }

    long nextDeadlineNs() {
        return Math.min(deadlineNs, fillerNs);
    }

    void close() {
        forgetSpeculation();
        stream.close();
    }
}
