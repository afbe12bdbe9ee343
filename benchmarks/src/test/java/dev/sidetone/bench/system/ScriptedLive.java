/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.report.CallReport;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.testing.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** The live page as the server serves it, filled with calls that no caller could make. */
final class ScriptedLive implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED = 32;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);

    private ScriptedLive(HttpServer http) {
        this.http = http;
    }

    /**
     * A page on which so many calls live, and everything anybody says or is called is this text.
     */
    static ScriptedLive open(String text, int calls) throws Exception {
        ScriptedLive live =
                new ScriptedLive(
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        HttpResponse<String> page = served();
        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        CallRow row =
                new CallRow(
                        new CallHead(1, text, text, text, Instant.EPOCH),
                        new CallRow.End(text, text, text, 1000L, 1L),
                        0,
                        null,
                        false);
        CallReport.Page report = CallReport.of(row, List.of());
        live.http.setExecutor(live.threads);
        live.http.createContext("/", asked -> answer(asked, policy, page.body()));
        live.http.createContext(
                "/v1/calls", asked -> answer(asked, report.policy(), report.html()));
        live.http.createContext("/v1/live", asked -> live.stream(asked, calls(text, calls)));
        live.http.start();
        return live;
    }

    private static HttpResponse<String> served() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of());
                HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(server.uri()).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void answer(HttpExchange asked, String policy, String html) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        asked.getResponseHeaders().set("Content-Security-Policy", policy);
        asked.sendResponseHeaders(200, body.length);
        try (OutputStream out = asked.getResponseBody()) {
            out.write(body);
        }
    }

    private void stream(HttpExchange asked, String calls) throws IOException {
        asked.getResponseHeaders().set("Content-Type", "text/event-stream");
        asked.sendResponseHeaders(200, 0);
        try (OutputStream out = asked.getResponseBody()) {
            out.write(("event: calls\ndata: " + calls + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String calls(String text, int count) {
        List<Double> parts = Arrays.asList(400.0, 0.0, null, 30.0, 60.0, 22.0);
        List<Map<String, Object>> named = new ArrayList<>();
        for (int i = 0; i < NAMED; i++) {
            Map<String, Object> call = new HashMap<>();
            call.put("call_id", i + text);
            call.put("agent", text);
            call.put("started_at", Instant.EPOCH.toString());
            call.put("turns", i);
            call.put("why", "failing");
            call.put("last_failure", text);
            call.put("response_ms", 512.0);
            call.put("parts_ms", parts);
            named.add(call);
        }
        Map<String, Object> turn = new HashMap<>(named.getFirst());
        turn.putAll(
                Map.of(
                        "turn",
                        1,
                        "at",
                        Instant.EPOCH.toString(),
                        "caller_text",
                        text,
                        "agent_text",
                        text + text,
                        "agent_text_heard",
                        text,
                        "barged_in",
                        true));
        Map<String, Object> end = new HashMap<>(named.getFirst());
        end.putAll(Map.of("duration_ms", 1000, "slowest_ms", 1.0, "result", text, "reason", text));
        return JSON.writeValueAsString(
                Map.of(
                        "live", count,
                        "spread", List.of(0, 0, count, 0, 0, 0),
                        "calls", named,
                        "turns", List.of(turn),
                        "ended", List.of(end)));
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    /** The server is gone. */
    void end() {
        over.countDown();
        http.stop(0);
    }

    @Override
    public void close() {
        end();
        threads.close();
    }
}
