/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static dev.sidetone.orchestrator.provider.openai.ToolCallMerger.NO_INDEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ToolCall;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ToolCallMergerTest {
    private final ToolCallMerger merger = new ToolCallMerger();

    @Test
    void shouldJoinTheArgumentsOfOneCall() {
        merger.take(0, "call_a", "get_weather", "");
        merger.take(0, "", "", "{\"city\":");
        merger.take(0, "", "", "\"Paris\"}");

        assertCalls(new ToolCall("call_a", "get_weather", "{\"city\":\"Paris\"}"));
    }

    @Test
    void shouldKeepInterleavedCallsApartByIndex() {
        merger.take(0, "a", "one", "{\"x\"");
        merger.take(1, "b", "two", "{\"y\"");
        merger.take(0, "", "", ":1}");
        merger.take(1, "", "", ":2}");

        assertCalls(new ToolCall("a", "one", "{\"x\":1}"), new ToolCall("b", "two", "{\"y\":2}"));
    }

    @Test
    void shouldBeginAnewAtAnotherIdUnderTheSameIndex() {
        merger.take(0, "a", "one", "{}");
        merger.take(0, "b", "two", "{\"y\":2}");

        assertCalls(new ToolCall("a", "one", "{}"), new ToolCall("b", "two", "{\"y\":2}"));
    }

    @Test
    void shouldTakeAnIdRepeatedOnEachPieceAsOneCall() {
        merger.take(0, "a", "one", "{\"x\"");
        merger.take(0, "a", "one", ":1}");

        assertCalls(new ToolCall("a", "one", "{\"x\":1}"));
    }

    @Test
    void shouldFollowIdsWhereThereIsNoIndex() {
        merger.take(NO_INDEX, "a", "one", "{\"x\"");
        merger.take(NO_INDEX, "b", "two", "{\"y\"");
        merger.take(NO_INDEX, "a", "", ":1}");
        merger.take(NO_INDEX, "b", "", ":2}");

        assertCalls(new ToolCall("a", "one", "{\"x\":1}"), new ToolCall("b", "two", "{\"y\":2}"));
    }

    @Test
    void shouldTakeWholeCallsWithoutIndexAndId() {
        merger.take(NO_INDEX, "", "one", "{\"x\":1}");
        merger.take(NO_INDEX, "", "one", "{\"x\":2}");

        assertCalls(
                new ToolCall("call-1", "one", "{\"x\":1}"),
                new ToolCall("call-2", "one", "{\"x\":2}"));
    }

    @Test
    void shouldReadNoArgumentsAsAnEmptyObject() {
        merger.take(0, "a", "one", "");

        assertCalls(new ToolCall("a", "one", "{}"));
    }

    @Test
    void shouldGiveACallAnIdThatIsFree() {
        merger.take(0, "call_0", "one", "{}");

        assertThat(merger.calls(new HashSet<>(Set.of("call_0", "call_0-2"))))
                .containsExactly(new ToolCall("call_0-3", "one", "{}"));
    }

    @Test
    void shouldLeaveOutACallWithoutName() {
        merger.take(0, "a", "", "{}");

        assertThat(merger.isEmpty()).isFalse();
        assertThat(merger.calls(new HashSet<>())).isEmpty();
    }

    @Test
    void shouldNotGrowWithoutEnd() {
        for (int i = 0; i <= ToolCallMerger.MAX_CALLS; i++) {
            merger.take(i, "", "one", "");
        }

        assertThat(merger.overflown()).isTrue();
        assertThat(merger.calls(new HashSet<>())).hasSize(ToolCallMerger.MAX_CALLS);
    }

    private void assertCalls(ToolCall... calls) {
        assertThat(merger.calls(new HashSet<>())).containsExactly(calls);
        assertThat(merger.overflown()).isFalse();
    }
}
