/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes what an answer tells. */
final class AnswerLog implements Answer.Owner {
    final List<String> events = new ArrayList<>();
    String detail = "";
    int cuts;
    boolean maySayNothing;

    String words() {
        StringBuilder words = new StringBuilder();
        events.stream()
                .filter(event -> event.startsWith("text "))
                .forEach(event -> words.append(event, 5, event.length()));
        return words.toString();
    }

    @Override
    public void onBytes() {}

    @Override
    public void onText(String words) {
        events.add("text " + words);
    }

    @Override
    public void onToolPiece() {
        events.add("piece");
    }

    @Override
    public void onCut() {
        cuts++;
    }

    @Override
    public void onTooLong() {
        events.add("too long");
    }

    @Override
    public void onUsage(ChatUsage usage) {
        events.add(
                "usage %d/%d/%d/%d"
                        .formatted(
                                usage.inputTokens(),
                                usage.cachedTokens(),
                                usage.outputTokens(),
                                usage.reasoningTokens()));
    }

    @Override
    public void onFinished(@Nullable BuiltInTool ending) {
        events.add("finished " + ending);
    }

    @Override
    public void onWishes(List<ToolCall> calls) {
        events.add(
                "wishes "
                        + calls.stream()
                                .map(call ->
                                        call.id() + " " + call.name() + " " + call.argumentsJson())
                                .toList());
    }

    @Override
    public void onFailed(ProviderFailure failure, boolean again, long afterMs) {
        detail = failure.detail();
        events.add("failed " + failure.kind() + (again ? " again" : " last") + " after " + afterMs);
    }

    @Override
    public void onDrained() {
        events.add("drained");
    }

    @Override
    public void onFault(ProviderFailure fault) {
        events.add("fault");
    }

    @Override
    public Set<String> takenIds() {
        return new HashSet<>();
    }

    @Override
    public boolean maySayNothing() {
        return maySayNothing;
    }
}
