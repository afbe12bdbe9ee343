/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one completion: the chunks of a stream in their order, or the one object.
 * Immutable; made once an answer is known.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI chat
 *     streaming</a>
 */
final class ChatChunks {

    /** Keeps the lengths of tokens from showing on the wire. */
    private static final String PADDING = "Sidetone0123456789abcdefghijklmn";

    private static final int PADDED_CHARS = 16;

    private final ChatRequest request;
    private final ChatAnswer answer;
    private final String id;

    /** What every message has behind its kind. */
    private final String origin;

    ChatChunks(ChatRequest request, ChatAnswer answer, String id, long createdS) {
        this.request = request;
        this.answer = answer;
        this.id = id;
        this.origin =
                "\",\"created\":"
                        + createdS
                        + ",\"model\":"
                        + ChatJson.quoted(request.model())
                        + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_sidetone\"";
    }

    /** The chunk that says whose turn it is. */
    String role() {
        ChatAnswer.ToolUse tool = answer.tool();
        return chunk(
                tool == null
                        ? "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"
                        : "{\"role\":\"assistant\",\"content\":null}",
                null,
                0);
    }

    /** The chunks that come one delay after the other. */
    List<String> tokens() {
        List<String> chunks = new ArrayList<>();
        ChatAnswer.ToolUse tool = answer.tool();
        if (tool == null) {
            for (String token : answer.tokens()) {
                chunks.add(
                        chunk(
                                "{\"content\":" + ChatJson.quoted(token) + "}",
                                null,
                                token.length()));
            }
            return chunks;
        }
        chunks.add(
                chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\""
                                + tool.id()
                                + "\",\"type\":\"function\",\"function\":{\"name\":"
                                + ChatJson.quoted(tool.name())
                                + ",\"arguments\":\"\"}}]}",
                        null,
                        0));
        for (String piece : tool.arguments()) {
            chunks.add(
                    chunk(
                            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                                    + ChatJson.quoted(piece)
                                    + "}}]}",
                            null,
                            piece.length()));
        }
        return chunks;
    }

    /** The chunk that says why it ended. */
    String finish() {
        return chunk("{}", finishReason(), 0);
    }

    /** The chunk without choices. */
    String usage() {
        return head("chat.completion.chunk") + ",\"choices\":[],\"usage\":" + usageObject() + "}";
    }

    /** The answer to a request that did not ask for a stream. */
    String whole() {
        ChatAnswer.ToolUse tool = answer.tool();
        String message =
                tool == null
                        ? "\"content\":" + ChatJson.quoted(answer.text())
                        : "\"content\":null,\"tool_calls\":[{\"id\":\""
                                + tool.id()
                                + "\",\"type\":\"function\",\"function\":{\"name\":"
                                + ChatJson.quoted(tool.name())
                                + ",\"arguments\":"
                                + ChatJson.quoted(String.join("", tool.arguments()))
                                + "}}]";
        return head("chat.completion")
                + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + message
                + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\""
                + finishReason()
                + "\"}],\"usage\":"
                + usageObject()
                + "}";
    }

    private String finishReason() {
        return answer.tool() == null ? "stop" : "tool_calls";
    }

    private String chunk(String delta, @Nullable String finish, int chars) {
        String padding =
                request.obfuscate()
                        ? ",\"obfuscation\":\""
                                + PADDING.substring(0, Math.max(1, PADDED_CHARS - chars))
                                + "\""
                        : "";
        return head("chat.completion.chunk")
                + ",\"choices\":[{\"index\":0,\"delta\":"
                + delta
                + ",\"logprobs\":null,\"finish_reason\":"
                + (finish == null ? "null" : "\"" + finish + "\"")
                + "}]"
                + (request.includeUsage() ? ",\"usage\":null" : "")
                + padding
                + "}";
    }

    private String head(String object) {
        return "{\"id\":\"" + id + "\",\"object\":\"" + object + origin;
    }

    private String usageObject() {
        ChatAnswer.ToolUse tool = answer.tool();
        int completion = tool == null ? answer.tokens().size() : 1 + tool.arguments().size();
        return "{\"prompt_tokens\":"
                + request.promptTokens()
                + ",\"completion_tokens\":"
                + completion
                + ",\"total_tokens\":"
                + (request.promptTokens() + completion)
                + ",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0}"
                + ",\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
                + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
    }
}
