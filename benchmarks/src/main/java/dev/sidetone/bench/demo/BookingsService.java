/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service behind the agent's booking tool, on loopback: {@code POST /bookings} with an {@code
 * Idempotency-Key}. The same key is the same booking, however often it comes.
 *
 * @see <a
 *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key</a>
 */
public final class BookingsService implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_BODY = 16_384;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Booking> byKey = new LinkedHashMap<>();

    /**
     * A booking as it came.
     *
     * @param fields the JSON object's texts
     * @param reference what the caller is told
     */
    public record Booking(Map<String, String> fields, String reference) {
        public Booking {
            fields = Map.copyOf(fields);
        }
    }

    /** Opens the service on a free port of loopback. */
    public BookingsService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bookings", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where bookings are posted. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bookings");
    }

    /** All bookings so far, each key once, in order of arrival. */
    public List<Booking> bookings() {
        synchronized (byKey) {
            return List.copyOf(byKey.values());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            if (!"POST".equals(exchange.getRequestMethod())) {
                answer(exchange, 405, "{\"error\":\"POST a booking\"}");
            } else if (key == null || key.isBlank()) {
                answer(exchange, 400, "{\"error\":\"an Idempotency-Key is needed\"}");
            } else if (body.length > LONGEST_BODY) {
                answer(exchange, 413, "{\"error\":\"too long\"}");
            } else {
                book(exchange, key, new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    private void book(HttpExchange exchange, String key, String body) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            JsonNode json = JSON.readTree(body);
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                fields.put(field.getKey(), field.getValue().asString(""));
            }
        } catch (JacksonException _) {
            answer(exchange, 400, "{\"error\":\"not JSON\"}");
            return;
        }
        Booking booking;
        synchronized (byKey) {
            String reference = String.valueOf(101 + byKey.size());
            booking = byKey.computeIfAbsent(key, _ -> new Booking(fields, reference));
        }
        if (booking.fields().equals(fields)) {
            answer(
                    exchange,
                    200,
                    "{\"status\":\"booked\",\"reference\":\"" + booking.reference() + "\"}");
        } else {
            answer(
                    exchange,
                    422,
                    "{\"error\":\"this Idempotency-Key was used for another booking\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
