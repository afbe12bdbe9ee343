/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Talks to a scripted model as a conversation would, and keeps what came back. */
final class Caller implements Mailbox {
    private static final ScriptedModel MODEL = new ScriptedModel();

    final List<Message> history = new ArrayList<>();
    final List<ToolCall> calls = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();
    private final LanguageModel.Stream stream;
    private final StringBuilder text = new StringBuilder();
    private int utterance = 1;
    ModelEvent.@Nullable Finished finished;

    Caller(AgentPlan plan) {
        stream = MODEL.open(plan, this);
        history.add(new Message.Agent(plan.phrases().greeting()));
    }

    /** Says something; the answer is heard in full. */
    String says(String words) {
        return turn(new Message.Caller(words), Integer.MAX_VALUE);
    }

    String presses(String keys) {
        return turn(new Message.Keys(keys), Integer.MAX_VALUE);
    }

    String mumbles() {
        return turn(new Message.Unclear(), Integer.MAX_VALUE);
    }

    /** Says something and cuts the answer after so many characters. */
    String saysAndCutsAfter(String words, int heardChars) {
        return turn(new Message.Caller(words), heardChars);
    }

    String toolAnswers(ToolOutcome.Status status, String json) {
        ToolCall call = calls.getLast();
        history.add(new Message.ToolCalled(call));
        return turn(
                new Message.ToolAnswered(new ToolOutcome(call.id(), call.name(), status, json)),
                Integer.MAX_VALUE);
    }

    /** Asks again for the same history. */
    String again() {
        return generate();
    }

    ModelEvent.Next next() {
        if (finished == null) {
            throw new AssertionError("nothing finished");
        }
        return finished.next();
    }

    String state() {
        if (finished == null || finished.expectation() == null) {
            throw new AssertionError("no expectation");
        }
        return finished.expectation().id();
    }

    private String turn(Message message, int heardChars) {
        history.add(message);
        String answer = generate();
        if (answer.length() <= heardChars && !answer.isEmpty()) {
            history.add(new Message.Agent(answer));
        } else if (heardChars > 0 && !answer.isEmpty()) {
            history.add(new Message.Agent(answer.substring(0, heardChars) + " [interrupted]"));
        }
        return answer;
    }

    private String generate() {
        text.setLength(0);
        tokens.clear();
        finished = null;
        stream.generate(++utterance, List.copyOf(history));
        return text.toString();
    }

    @Override
    public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
        throw new AssertionError("a model gives no audio");
    }

    @Override
    public OfferResult fact(SlotKind kind, Object fact) {
        switch ((ModelEvent) fact) {
            case ModelEvent.Token token -> {
                tokens.add(token.text());
                text.append(token.text());
            }
            case ModelEvent.Working working -> {}
            case ModelEvent.ToolWanted wanted -> calls.add(wanted.call());
            case ModelEvent.Finished done -> finished = done;
            case ModelEvent.Failed failed -> throw new AssertionError(failed.failure());
        }
        return OfferResult.ACCEPTED;
    }
}
