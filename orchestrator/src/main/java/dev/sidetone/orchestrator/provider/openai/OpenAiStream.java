/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.http.WarmConnection;
import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of the model. The port's methods come on the call's worker and go on at the loop,
 * which is the same thread unless the two were split; everything else belongs to the loop.
 *
 * <p>A conversation runs one tool at a time. Where a model wished for several in one answer, the
 * first is told and the others wait here: asked to go on after its outcome, the stream tells the
 * next one instead of asking the model, which then hears of all of them.
 */
final class OpenAiStream implements LanguageModel.Stream {
    private final Setting setting;
    private final CallIo io;
    private final WarmConnection connection;
    private final Queue<ToolCall> wished = new ArrayDeque<>();
    private @Nullable String told;
    private @Nullable Generation running;
    private boolean closed;

    /**
     * What a call's stream works with.
     *
     * @param messages of the call's loop
     */
    record Setting(
            ProviderAccess access,
            ProviderNetwork network,
            OpenAiConfig config,
            AgentPlan agent,
            ChatRequest request,
            JsonMessages messages,
            Mailbox mailbox,
            ProviderLoad load) {}

    OpenAiStream(Setting setting, CallIo io, WarmConnection connection) {
        this.setting = setting;
        this.io = io;
        this.connection = connection;
        onLoop(connection::warm);
    }

    Setting setting() {
        return setting;
    }

    CallIo io() {
        return io;
    }

    WarmConnection connection() {
        return connection;
    }

    @Override
    public @Nullable Expectation opening() {
        return null;
    }

    @Override
    public void warm() {
        onLoop(() -> {
            if (!closed && running == null) {
                connection.warm();
            }
        });
    }

    @Override
    public void generate(int generation, List<Message> messages) {
        onLoop(() -> start(generation, messages));
    }

    private void start(int generation, List<Message> messages) {
        stop();
        if (closed) {
            return;
        }
        ToolCall next = answersTold(messages) ? wished.poll() : null;
        if (next != null) {
            told = next.id();
            offer(new ModelEvent.ToolWanted(generation, next));
            return;
        }
        wished.clear();
        told = null;
        running = new Generation(this, generation, messages);
        running.begin();
    }

    private boolean answersTold(List<Message> messages) {
        return told != null
                && !messages.isEmpty()
                && messages.getLast() instanceof Message.ToolAnswered(var outcome)
                && outcome.id().equals(told);
    }

    /** The model's wishes, at least one: the first is told, the others wait for its outcome. */
    void wish(int generation, List<ToolCall> calls) {
        wished.clear();
        wished.addAll(calls.subList(1, calls.size()));
        told = calls.getFirst().id();
        offer(new ModelEvent.ToolWanted(generation, calls.getFirst()));
    }

    /** A generation is over, and has left the connection. */
    void ended(Generation generation) {
        if (running == generation) {
            running = null;
        }
    }

    /** A refusal ends the call by the inbox's own rule, and that closes this stream. */
    void offer(ModelEvent event) {
        setting.mailbox().fact(SlotKind.MODEL, event);
    }

    @Override
    public void cancel(int generation) {
        onLoop(() -> {
            if (running != null && running.generation() == generation) {
                stop();
            }
        });
    }

    private void stop() {
        Generation generation = running;
        running = null;
        if (generation != null) {
            generation.abandon();
            connection.cancel();
        }
    }

    @Override
    public void close() {
        onLoop(() -> {
            closed = true;
            if (running != null) {
                running.abandon();
                running = null;
            }
            connection.close();
        });
    }

    private void onLoop(Runnable work) {
        if (io.loop().inEventLoop()) {
            work.run();
        } else {
            io.loop().execute(work);
        }
    }
}
