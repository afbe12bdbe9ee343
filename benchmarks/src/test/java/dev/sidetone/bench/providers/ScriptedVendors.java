/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import dev.sidetone.bench.coded.CodedVoice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** A server under test, and plain requests to it. */
final class ScriptedVendors implements AutoCloseable {

    static final Map<String, String> STT_KEY = Map.of("Authorization", "Token k");
    static final Map<String, String> TTS_KEY = Map.of("xi-api-key", "k");

    static final String LISTEN =
            "/v1/listen?model=nova-3&encoding=mulaw&sample_rate=8000&interim_results=true&endpointing=300";
    static final String SPEAK =
            "/v1/text-to-speech/v/stream-input?model_id=m&output_format=ulaw_8000&auto_mode=true";

    private static final int SILENCE_MS = 400;

    final ProvidersServer server;
    final HttpClient client = HttpClient.newHttpClient();
    private final CodedVoice voice = new CodedVoice();

    ScriptedVendors(ProvidersConfig config) throws Exception {
        server = ProvidersServer.start(config);
    }

    URI http(String path) {
        return URI.create(server.address() + path);
    }

    URI ws(String path) {
        return URI.create(server.address().toString().replace("http", "ws") + path);
    }

    PlainSocket listen(Map<String, String> headers) throws Exception {
        return PlainSocket.open(client, ws(LISTEN), headers);
    }

    PlainSocket speak(Map<String, String> headers) throws Exception {
        return PlainSocket.open(client, ws(SPEAK), headers);
    }

    /** A phrase as µ-law with enough silence behind it for endpointing. */
    byte[] spoken(CodedPhrase phrase) {
        byte[] mulaw = voice.stimulus(phrase).mulaw();
        byte[] padded = Arrays.copyOf(mulaw, mulaw.length + SILENCE_MS * 8);
        Arrays.fill(padded, mulaw.length, padded.length, (byte) 0xff);
        return padded;
    }

    HttpRequest chat(String user, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(http("/v1/chat/completions"))
                        .header("Authorization", "Bearer k")
                        .header("Content-Type", "application/json");
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder.POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":"
                                        + ChatJson.quoted(user)
                                        + "}]}"))
                .build();
    }

    String get(String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(http(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The text of a streamed answer. */
    static String textOf(String events) {
        StringBuilder text = new StringBuilder();
        events.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> json(line.substring("data: ".length())))
                .forEach(chunk ->
                        text.append(
                                chunk.path("choices")
                                        .path(0)
                                        .path("delta")
                                        .path("content")
                                        .asString("")));
        return text.toString();
    }

    /** The phrases coded in the µ-law of a voice's messages. */
    static List<Integer> phrasesIn(List<String> messages) {
        List<Integer> phrases = new ArrayList<>();
        var decoder = CodedSpeech.decoder((number, startSample) -> phrases.add(number));
        for (String message : messages) {
            JsonNode audio = json(message).path("audio");
            if (audio.isString()) {
                byte[] mulaw = Base64.getDecoder().decode(audio.asString());
                decoder.onMulaw(mulaw, 0, mulaw.length);
            }
        }
        return phrases;
    }

    static JsonNode json(String text) {
        return Objects.requireNonNull(ChatJson.read(text), text);
    }

    /** How often a fault happened. */
    int injected(String name) throws Exception {
        return json(get("/stats")).path("faults").path(name).asInt(0);
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
