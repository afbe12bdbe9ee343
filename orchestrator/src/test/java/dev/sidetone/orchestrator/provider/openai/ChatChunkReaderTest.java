/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.Allocations;
import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class ChatChunkReaderTest {
    private static final String WORD =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1694268190,"
                    + "\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"Hello\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}";

    private final Log log = new Log();
    private final ChatChunkReader reader = new ChatChunkReader(new JsonMessages(), log);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[DONE]",
                "{",
                "{\"choices\":",
                "{\"choices\":[",
                "{\"choices\":[{",
                "{\"choices\":[{\"delta\":{",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":{\"x\":",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":99999999999}]}}]}",
                "{\"error\":{\"code\":",
                "{\"usage\":{\"prompt_tokens\":1",
                "{}}",
                "{} {",
                "{}nul"
            })
    void shouldRefuseWhatIsNotOneObjectAndReadTheNext(String bad) {
        assertThat(read(bad)).isFalse();
        log.told.clear();
        assertThat(read(WORD)).isTrue();
        assertThat(log.told).containsExactly("Hello");
    }

    @Test
    void shouldReadWhatItKnowsAmongWhatItDoesNot() {
        assertThat(
                        read(
                                "{\"x\":[{\"choices\":[]}],\"choices\":[{\"x\":{},\"delta\":{\"content\":\"a\","
                                        + "\"refusal\":null,\"tool_calls\":[1,{\"index\":0,\"id\":\"i\",\"x\":[],"
                                        + "\"function\":{\"name\":\"f\",\"x\":{},\"arguments\":{\"t\":1.50,\"n\":[ null, \"\\u00e4\" ]}}}]},"
                                        + "\"finish_reason\":\"stop\"},{\"delta\":{\"content\":\"of another\"}}],"
                                        + "\"usage\":{\"prompt_tokens\":5,\"prompt_tokens_details\":{\"x\":{},\"cached_tokens\":4},"
                                        + "\"completion_tokens\":3,\"completion_tokens_details\":null}}"))
                .isTrue();
        assertThat(log.told)
                .containsExactly(
                        "a", "call 0 i f {\"t\":1.50,\"n\":[null,\"\u00e4\"]}", "stop", "5/4/3/0");
    }

    @Test
    void shouldTellAnErrorByItsCodeOrElseItsType() {
        read(
                "{\"error\":{\"message\":\"m\",\"param\":{\"code\":\"x\"},\"type\":\"t\",\"code\":\"c\"}}");
        read("{\"error\":{\"code\":null,\"type\":\"t\"}}");
        read("{\"error\":{\"code\":500,\"type\":\"t\"}}");
        read("{\"error\":{\"code\":\"quotes the caller\"}}");
        read("{\"error\":\"m\"}");
        read("{\"error\":[\"m\"]}");
        read("{\"error\":null}");
        assertThat(log.told)
                .containsExactly("error c", "error t", "error t", "error ", "error ", "error ");
    }

    @Test
    void shouldAllocateNoMoreThanTheWords() {
        byte[] word = WORD.getBytes(StandardCharsets.UTF_8);
        ChatChunkReader counting = new ChatChunkReader(new JsonMessages(), new Silence());
        // a parser for each would be some 1500 bytes
        assertThat(
                        Allocations.bytesPerRun(() -> {
                            if (!counting.read(word, word.length)) {
                                throw new AssertionError("not read");
                            }
                        }))
                .isLessThan(96);
    }

    private boolean read(String chunk) {
        byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, bytes.length);
    }

    private static final class Log implements ChatChunkSink {
        private final List<String> told = new ArrayList<>();

        @Override
        public void onText(String text) {
            told.add(text);
        }

        @Override
        public void onToolCall(int index, String id, String name, String arguments) {
            told.add("call " + index + " " + id + " " + name + " " + arguments);
        }

        @Override
        public void onFinish(String reason) {
            told.add(reason);
        }

        @Override
        public void onUsage(ChatUsage usage) {
            told.add(
                    usage.inputTokens()
                            + "/"
                            + usage.cachedTokens()
                            + "/"
                            + usage.outputTokens()
                            + "/"
                            + usage.reasoningTokens());
        }

        @Override
        public void onError(String code) {
            told.add("error " + code);
        }
    }

    /** Hears and forgets. */
    private static final class Silence implements ChatChunkSink {
        @Override
        public void onText(String text) {}

        @Override
        public void onToolCall(int index, String id, String name, String arguments) {}

        @Override
        public void onFinish(String reason) {}

        @Override
        public void onUsage(ChatUsage usage) {}

        @Override
        public void onError(String code) {}
    }
}
