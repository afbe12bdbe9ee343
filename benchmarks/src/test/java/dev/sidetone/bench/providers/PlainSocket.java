/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client: no code of ours on this end. Any thread. */
final class PlainSocket implements WebSocket.Listener, AutoCloseable {

    private static final int PATIENCE_S = 30;
    private static final int ABNORMAL = 1006;
    private static final int BROKEN = -1;

    private final List<String> messages = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ponged = new CompletableFuture<>();
    private @Nullable WebSocket socket;
    private String closeReason = "";

    static PlainSocket open(HttpClient client, URI uri, Map<String, String> headers)
            throws Exception {
        PlainSocket plain = new PlainSocket();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        try {
            plain.socket = builder.buildAsync(uri, plain).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw e;
        }
        return plain;
    }

    void text(String message) throws Exception {
        sent(socket().sendText(message, true));
    }

    void binary(byte[] audio) throws Exception {
        for (int at = 0; at < audio.length; at += 800) {
            ByteBuffer piece = ByteBuffer.wrap(audio, at, Math.min(800, audio.length - at));
            if (!sent(socket().sendBinary(piece, true))) {
                return;
            }
        }
    }

    /** False when the server ended the connection: its close code says how. */
    private static boolean sent(CompletableFuture<WebSocket> sending) throws Exception {
        try {
            sending.get(PATIENCE_S, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return false;
            }
            throw e;
        }
    }

    /** What the server sent before it answered a ping. */
    List<String> untilPong() throws Exception {
        socket().sendPing(ByteBuffer.wrap(new byte[] {1})).get(PATIENCE_S, TimeUnit.SECONDS);
        ponged.get(PATIENCE_S, TimeUnit.SECONDS);
        return messages();
    }

    /** Waits for a message; fails when the connection ends before. */
    synchronized String await(Predicate<String> wanted) throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE_S * 1_000_000_000L;
        while (true) {
            for (String message : messages) {
                if (wanted.test(message)) {
                    return message;
                }
            }
            long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0 || closed.isDone()) {
                throw new AssertionError("not among " + messages + ", closed " + closed);
            }
            wait(leftMs);
        }
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    /** The close code; -1 when the connection broke. */
    int closeCode() throws Exception {
        return closed.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    String closeReason() {
        return closeReason;
    }

    private WebSocket socket() {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            synchronized (this) {
                messages.add(partial.toString());
                notifyAll();
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
        ponged.complete(true);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeReason = reason;
        // 1006 is never on the wire (RFC 6455 7.4.1): the JDK says it of an end without a close
        // frame, which is what
        // it sees of a reset whose error a write of ours took.
        end(code == ABNORMAL ? BROKEN : code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        end(BROKEN);
    }

    private void end(int code) {
        closed.complete(code);
        synchronized (this) {
            notifyAll();
        }
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
