/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bookings service whose mood depends on the caller's number. */
final class TroubledBookings implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Mood> moods;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, List<Request>> requests = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> bookedByKey = new ConcurrentHashMap<>();

    /** How it treats a number's requests. */
    enum Mood {
        WELL,
        HANG,
        BOOK_THEN_FAIL_ONCE,
        FAIL,
        GARBAGE
    }

    /** A request as it came. */
    record Request(String key, String body) {}

    TroubledBookings(Map<String, Mood> moods) throws IOException {
        this.moods = Map.copyOf(moods);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bookings", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** A port of loopback at which nothing listens. */
    static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bookings");
    }

    /** Requests by number, in order. */
    Map<String, List<Request>> requests() {
        return Map.copyOf(requests);
    }

    /** What is booked, each key once. */
    List<Map<String, String>> bookings() {
        return List.copyOf(bookedByKey.values());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> fields = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : JSON.readTree(body).properties()) {
                fields.put(field.getKey(), field.getValue().asString(""));
            }
            String number = fields.getOrDefault("number", "");
            List<Request> asked = requests.computeIfAbsent(number, _ -> new ArrayList<>());
            int before;
            synchronized (asked) {
                before = asked.size();
                asked.add(new Request(String.valueOf(key), body));
            }
            switch (moods.getOrDefault(number, Mood.WELL)) {
                case WELL -> book(exchange, String.valueOf(key), fields, 200);
                case BOOK_THEN_FAIL_ONCE ->
                        book(exchange, String.valueOf(key), fields, before == 0 ? 500 : 200);
                case FAIL -> answer(exchange, 500, "{\"error\":\"broken\"}");
                case GARBAGE -> answer(exchange, 200, "<html>\u0000 not what you asked for");
                case HANG -> hang();
            }
        }
    }

    private void book(HttpExchange exchange, String key, Map<String, String> fields, int status)
            throws IOException {
        bookedByKey.putIfAbsent(key, Map.copyOf(fields));
        answer(exchange, status, "{\"status\":\"booked\",\"reference\":\"321\"}");
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
