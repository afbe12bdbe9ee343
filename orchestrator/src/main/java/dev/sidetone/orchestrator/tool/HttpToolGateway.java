/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.ToolOutcome.Status;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Runs tools over HTTP, each call on a virtual thread of its own; workers only start them. Bounded:
 * over {@code maxRunning} a call is answered {@link Status#OVERLOADED} at once. Whatever happens,
 * one outcome is put into the mailbox for each call, and only one. Shared by all calls; lives as
 * long as the server. Writes nothing to a log: arguments and headers are private.
 */
public final class HttpToolGateway implements ToolGateway {
    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places;
    private final ToolSchemas schemas = new ToolSchemas();
    private final Set<RunningTool> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates a gateway.
     *
     * @param maxRunning how many tools may run at a time
     * @param connectTimeout how long a connection may take to open
     */
    public HttpToolGateway(int maxRunning, Duration connectTimeout) {
        this(
                maxRunning,
                threads ->
                        HttpClient.newBuilder()
                                .executor(threads)
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .connectTimeout(connectTimeout)
                                .build());
    }

    HttpToolGateway(int maxRunning, Function<ExecutorService, HttpClient> clients) {
        if (maxRunning < 1) {
            throw new IllegalArgumentException("maxRunning must be positive: " + maxRunning);
        }
        places = new Semaphore(maxRunning);
        client = clients.apply(threads);
    }

    @Override
    public void invoke(AgentPlan agent, ToolCall toolCall, String callId, Mailbox mailbox) {
        RunningTool tool = new RunningTool(toolCall, mailbox);
        ToolPlan plan = agent.tool(toolCall.name());
        if (plan == null) {
            tool.answer(Status.UNKNOWN_TOOL, error("the agent has no such tool"));
        } else if (closed.get() || !places.tryAcquire()) {
            tool.answer(
                    Status.OVERLOADED,
                    error(closed.get() ? "shutting down" : "too many tools run"));
        } else {
            start(plan, tool, callId);
        }
    }

    private void start(ToolPlan plan, RunningTool tool, String callId) {
        running.add(tool);
        try {
            var _ = threads.submit(() -> run(plan, tool, callId));
        } catch (java.util.concurrent.RejectedExecutionException _) {
            end(tool, Status.OVERLOADED, "shutting down");
        }
    }

    private void run(ToolPlan plan, RunningTool tool, String callId) {
        tool.runs(Thread.currentThread());
        try {
            String wrong = schemas.firstProblem(plan, tool.call().argumentsJson());
            if (wrong != null) {
                end(tool, Status.BAD_ARGUMENTS, wrong);
                return;
            }
            String key = callId + ":" + tool.call().id();
            ToolReply reply =
                    new ToolRequest(client, plan, key, tool.call().argumentsJson()).send();
            end(tool, reply);
        } catch (RuntimeException | Error e) {
            // Our own fault, for example a header the client refuses, or no memory for the answer;
            // the message may quote it, so only its type is told.
            end(
                    tool,
                    Status.UNREACHABLE,
                    "the request could not be made: " + e.getClass().getSimpleName());
        } finally {
            end(tool, Status.UNREACHABLE, "ended without an answer");
        }
    }

    private void end(RunningTool tool, Status status, String problem) {
        end(tool, new ToolReply(status, error(problem)));
    }

    /**
     * Gives the place back before the answer is told, so that who hears the answer may call the
     * next tool.
     */
    private void end(RunningTool tool, ToolReply reply) {
        if (running.remove(tool)) {
            places.release();
            tool.answer(reply.status(), reply.contentJson());
        }
    }

    /**
     * Cancels what runs and answers it; calls that come later are answered {@link
     * Status#OVERLOADED}.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (RunningTool tool : running) {
            tool.interrupt();
            end(tool, Status.UNREACHABLE, "shutting down");
        }
        client.shutdownNow();
        threads.shutdownNow();
    }

    private static String error(String problem) {
        return ToolReply.error(problem);
    }

    /**
     * One call on its way. Identity counts: the same call asked twice runs twice, under one key.
     */
    private static final class RunningTool {
        private final ToolCall call;
        private final Mailbox mailbox;
        private volatile @org.jspecify.annotations.Nullable Thread thread;
        private volatile boolean interrupted;

        RunningTool(ToolCall call, Mailbox mailbox) {
            this.call = call;
            this.mailbox = mailbox;
        }

        ToolCall call() {
            return call;
        }

        void runs(Thread current) {
            thread = current;
            if (interrupted) {
                current.interrupt();
            }
        }

        void interrupt() {
            interrupted = true;
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }

        /**
         * A refusal ends the call by the inbox's own rule, so there is nothing to do about it here.
         */
        void answer(Status status, String contentJson) {
            mailbox.fact(
                    SlotKind.TOOL, new ToolOutcome(call.id(), call.name(), status, contentJson));
        }
    }
}
