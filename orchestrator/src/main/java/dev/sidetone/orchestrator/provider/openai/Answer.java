/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.net.http.HttpExchange;
import dev.sidetone.orchestrator.provider.net.http.SseReader;
import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One answer on the wire: status, server-sent events, chunks, and what they come to. Words that
 * arrive together are told together. It is settled, once, when the choice ends (words alone) or
 * when the stream does (tools, whatever the server says about why it ended); what follows is only
 * read so that the connection can be used again. Loop's thread.
 */
final class Answer implements HttpExchange, SseReader.Listener, ChatChunkSink {
    /** Whole tool calls of other servers come in one event. */
    private static final int MAX_EVENT_BYTES = 256 * 1024;

    private static final int MAX_ERROR_BYTES = 16 * 1024;
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final Owner owner;
    private final SseReader events = new SseReader(MAX_EVENT_BYTES, this);
    private final ChatChunkReader chunks;
    private final ToolCallMerger tools = new ToolCallMerger();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream problem = new ByteArrayOutputStream(0);
    private int status;
    private long retryAfterMs;
    private String finishReason = "";
    private final AnswerBound bound;
    private boolean spoken;
    private boolean settled;

    /** Whoever asked. What it hears it may answer by taking the request back. */
    interface Owner {

        /** Bytes came, whatever they say. */
        void onBytes();

        /** Words. */
        void onText(String words);

        /** Part of a tool call came. */
        void onToolPiece();

        /** The server ended the stream in the midst of it; the failure is told next. */
        void onCut();

        /** It does not end: what was told of it is all of it, and the rest is not read. */
        void onTooLong();

        /** What it cost; may come behind its end. */
        void onUsage(ChatUsage usage);

        /**
         * All words were told.
         *
         * @param ending what the model wants done with the call, or null
         */
        void onFinished(@Nullable BuiltInTool ending);

        /** The model wants these tools, at least one. */
        void onWishes(List<ToolCall> calls);

        /**
         * It failed.
         *
         * @param again whether another try may do better
         * @param afterMs how long the server asks to wait first
         */
        void onFailed(ProviderFailure failure, boolean again, long afterMs);

        /** A settled answer has left its connection. */
        void onDrained();

        /**
         * Our own code threw at it, whatever was told of it before; it has left its connection,
         * which may be another request's by now.
         */
        void onFault(ProviderFailure fault);

        /** Ids that tool calls of this conversation have. */
        Set<String> takenIds();

        /** Whether an answer without a word is one: the model may have said it all before. */
        boolean maySayNothing();
    }

    /**
     * An answer that did not begin.
     *
     * @param maxChars how much may be said, up to the end of a sentence
     * @param messages of the loop
     */
    Answer(Owner owner, int maxChars, JsonMessages messages) {
        this.owner = owner;
        this.bound = new AnswerBound(maxChars);
        this.chunks = new ChatChunkReader(messages, this);
    }

    @Override
    public void onHead(HttpResponse head) {
        status = head.status().code();
        HttpHeaders headers = head.headers();
        retryAfterMs = RetryAfter.ms(headers);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (status == 200 && !type.startsWith("text/event-stream")) {
            fail(Kind.MALFORMED, "an answer that is no event stream", false);
        }
    }

    @Override
    public void onBody(ByteBuf piece) {
        if (status != 200) {
            keepProblem(piece);
            return;
        }
        owner.onBytes();
        boolean readable = events.read(piece);
        tellText();
        if (!readable && !settled) {
            fail(Kind.MALFORMED, "an event over " + MAX_EVENT_BYTES + " bytes", false);
        }
    }

    private void keepProblem(ByteBuf piece) {
        int length = Math.min(piece.readableBytes(), MAX_ERROR_BYTES - problem.size());
        try {
            piece.getBytes(piece.readerIndex(), problem, length);
        } catch (IOException memoryNeverFails) {
            throw new UncheckedIOException(memoryNeverFails);
        }
    }

    @Override
    public void onEnd() {
        if (status != 200) {
            ChatError error = ChatError.of(status, problem.toByteArray());
            settled = true;
            owner.onFailed(failure(error.kind(), error.detail()), error.again(), retryAfterMs);
        } else if (settled) {
            owner.onDrained();
        } else if (finishReason.isEmpty()) {
            owner.onCut();
            fail(Kind.UNREACHABLE, "the answer was cut", true);
        } else {
            settle();
            owner.onDrained();
        }
    }

    @Override
    public void onFailed(ProviderFailure failure) {
        if (failure.kind() == Kind.INTERNAL) {
            // what threw may be the settling itself, or whoever was told
            settled = true;
            owner.onFault(failure);
            return;
        }
        if (!settled && !finishReason.isEmpty()) {
            settle();
        }
        if (settled) {
            owner.onDrained();
        } else {
            settled = true;
            owner.onFailed(failure, failure.kind() == Kind.UNREACHABLE, 0);
        }
    }

    @Override
    public void onEvent(String name, byte[] data, int length) {
        if (isDone(data, length)) {
            if (!settled) {
                settle();
            }
        } else if (!chunks.read(data, length) && !settled) {
            fail(Kind.MALFORMED, "a chunk that is no JSON object", false);
        }
    }

    private static boolean isDone(byte[] data, int length) {
        return length == DONE.length && Arrays.equals(data, 0, length, DONE, 0, DONE.length);
    }

    @Override
    public void onText(String words) {
        if (!settled) {
            text.append(words);
        }
    }

    @Override
    public void onToolCall(int index, String id, String name, String arguments) {
        if (!settled) {
            tools.take(index, id, name, arguments);
            owner.onToolPiece();
            if (tools.overflown()) {
                // its pieces would go on to count as progress
                fail(Kind.MALFORMED, "tool calls without end", false);
            }
        }
    }

    @Override
    public void onFinish(String reason) {
        finishReason = reason;
        if (!settled && tools.isEmpty()) {
            settle();
        }
    }

    @Override
    public void onUsage(ChatUsage usage) {
        owner.onUsage(usage);
    }

    @Override
    public void onError(String code) {
        if (!settled) {
            ChatError error = ChatError.inStream(code);
            fail(error.kind(), error.detail(), error.again());
        }
    }

    private void tellText() {
        if (!text.isEmpty() && !settled) {
            String words = text.toString();
            text.setLength(0);
            spoken = true;
            int end = bound.cut(words);
            if (end < 0) {
                owner.onText(words);
                return;
            }
            settled = true;
            events.stop();
            if (end > 0) {
                owner.onText(words.substring(0, end));
            }
            owner.onTooLong();
        }
    }

    private void settle() {
        tellText();
        if (settled) {
            return;
        }
        settled = true;
        if (tools.isEmpty()) {
            settleWords();
            return;
        }
        List<ToolCall> calls = tools.calls(owner.takenIds());
        List<ToolCall> wishes =
                calls.stream().filter(call -> BuiltInTool.named(call.name()) == null).toList();
        if (calls.isEmpty()) {
            fail(Kind.MALFORMED, "tool calls without a name", false);
        } else if (wishes.isEmpty()) {
            owner.onFinished(BuiltInTool.named(calls.getFirst().name()));
        } else {
            owner.onWishes(wishes);
        }
    }

    private void settleWords() {
        if (spoken || owner.maySayNothing()) {
            owner.onFinished(null);
        } else if ("content_filter".equals(finishReason)) {
            fail(Kind.REJECTED, "content_filter", false);
        } else {
            fail(Kind.MALFORMED, "an empty answer", true);
        }
    }

    /** A stream that is not understood gives out nothing more. */
    private void fail(Kind kind, String detail, boolean again) {
        settled = true;
        events.stop();
        owner.onFailed(failure(kind, detail), again, 0);
    }

    private static ProviderFailure failure(Kind kind, String detail) {
        return new ProviderFailure(kind, OpenAiModel.VENDOR, detail);
    }
}
