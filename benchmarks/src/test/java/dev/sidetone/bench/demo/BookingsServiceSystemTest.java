/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("system")
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class BookingsServiceSystemTest {

    private static final String TUESDAY = "{\"day\":\"tuesday\"}";

    @Test
    void shouldBookOnceHoweverOftenTheSameKeyComes() throws Exception {
        try (BookingsService service = new BookingsService();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> first = post(client, service, "k1", TUESDAY);
            HttpResponse<String> retry = post(client, service, "k1", TUESDAY);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(retry.body()).isEqualTo(first.body()).contains("\"reference\":\"101\"");
            assertThat(service.bookings())
                    .containsExactly(new BookingsService.Booking(Map.of("day", "tuesday"), "101"));
        }
    }

    @Test
    void shouldKeepBookingsOfDifferentKeysApart() throws Exception {
        try (BookingsService service = new BookingsService();
                HttpClient client = HttpClient.newHttpClient()) {
            post(client, service, "k1", TUESDAY);
            post(client, service, "k2", TUESDAY);
            assertThat(service.bookings()).hasSize(2);
        }
    }

    @Test
    void shouldRefuseWhatIsNoBooking() throws Exception {
        try (BookingsService service = new BookingsService();
                HttpClient client = HttpClient.newHttpClient()) {
            post(client, service, "k1", TUESDAY);
            assertThat(post(client, service, "", TUESDAY).statusCode()).isEqualTo(400);
            assertThat(post(client, service, "k2", "not JSON").statusCode()).isEqualTo(400);
            assertThat(post(client, service, "k1", "{\"day\":\"monday\"}").statusCode())
                    .isEqualTo(422);
            assertThat(service.bookings()).hasSize(1);
        }
    }

    private static HttpResponse<String> post(
            HttpClient client, BookingsService service, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.url())
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
