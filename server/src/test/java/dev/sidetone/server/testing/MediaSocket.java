/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Twilio's end of a media socket, on the JDK's WebSocket: a client that is not ours. */
public final class MediaSocket implements WebSocket.Listener, AutoCloseable {
    private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");

    private final String sid;
    private final WebSocket socket;
    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    private MediaSocket(HttpClient client, URI server, String sid) {
        this.sid = sid;
        URI media =
                URI.create("ws" + server.toString().substring("http".length()) + "/twilio/media");
        this.socket = client.newWebSocketBuilder().buildAsync(media, this).join();
    }

    /** Opens the socket; nothing is sent yet. */
    public static MediaSocket open(HttpClient client, URI server, String sid) {
        return new MediaSocket(client, server, sid);
    }

    /** Sends start for the agent echo. */
    public MediaSocket start() {
        return start("\"agent\":\"echo\"");
    }

    /** Sends start with these custom parameters. */
    public MediaSocket start(String parameters) {
        return text(
                "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"streamSid\":\"MZ"
                        + sid
                        + "\",\"callSid\":\"CA"
                        + sid
                        + "\",\"customParameters\":{"
                        + parameters
                        + "}},\"streamSid\":\"MZ"
                        + sid
                        + "\"}");
    }

    /** Sends one frame. */
    public MediaSocket media(byte[] audio) {
        return text(
                "{\"event\":\"media\",\"media\":{\"track\":\"inbound\",\"timestamp\":\"0\",\"payload\":\""
                        + Base64.getEncoder().encodeToString(audio)
                        + "\"},\"streamSid\":\"MZ"
                        + sid
                        + "\"}");
    }

    /** Sends any text. */
    public MediaSocket text(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a key press. */
    public MediaSocket digit(char digit) {
        return text(
                "{\"event\":\"dtmf\",\"streamSid\":\"MZ"
                        + sid
                        + "\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\""
                        + digit
                        + "\"}}");
    }

    /** Returns every mark received so far, as if all audio had been played; drops the audio. */
    public void echoMarks() {
        for (String message = received.poll(); message != null; message = received.poll()) {
            if (message.startsWith("{\"event\":\"mark\"")) {
                text(message);
            }
        }
    }

    /** The audio of the next message from the server. */
    public byte[] nextAudio() throws InterruptedException {
        String message = received.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no audio within 20 s");
        }
        Matcher payload = PAYLOAD.matcher(message);
        if (!payload.find()) {
            throw new AssertionError("expected media, got " + message);
        }
        return Base64.getDecoder().decode(payload.group(1));
    }

    /** Close code and reason, once the server closes. */
    public String closing() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    /** Cuts the connection without a word. */
    public void cut() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        text(
                "{\"event\":\"stop\",\"stop\":{\"callSid\":\"CA"
                        + sid
                        + "\"},\"streamSid\":\"MZ"
                        + sid
                        + "\"}");
    }
}
