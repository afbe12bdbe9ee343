/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

/** Takes apart what one chunk of an answer says, in its order. Loop's thread. */
interface ChatChunkSink {

    /** A piece of text; never empty. */
    void onText(String text);

    /**
     * A piece of a tool call.
     *
     * @param index of the call; {@link ToolCallMerger#NO_INDEX} when the server gives none
     * @param id empty when it is not in this piece
     * @param name empty when it is not in this piece
     * @param arguments to be appended
     */
    void onToolCall(int index, String id, String name, String arguments);

    /** The choice is complete, for this reason. */
    void onFinish(String reason);

    /** What the answer cost. */
    void onUsage(ChatUsage usage);

    /**
     * The server failed in mid-stream.
     *
     * @param code its code or type; may be empty
     */
    void onError(String code);
}
