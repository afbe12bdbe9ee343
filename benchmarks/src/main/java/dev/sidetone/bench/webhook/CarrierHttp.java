/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP as a carrier does it: signed form posts. One instance may serve many calls. */
public final class CarrierHttp implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final @Nullable String authToken;

    /** Signs with the token when there is one. */
    public CarrierHttp(@Nullable String authToken) {
        this.authToken = authToken;
    }

    /**
     * Posts the webhook's form and reads the TwiML it answers. The exception's message says what
     * went wrong.
     */
    public Twiml post(URI url, Map<String, String> form) throws IOException {
        String body = InboundCall.encoded(form);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authToken != null) {
            request.header(
                    TwilioSignature.HEADER, TwilioSignature.sign(authToken, url.toString(), form));
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "the webhook "
                            + url
                            + " answered "
                            + answer.statusCode()
                            + summary(answer.body()));
        }
        return Twiml.read(answer.body());
    }

    /** Gets a text. The exception's message says what went wrong. */
    public String get(URI url) throws IOException {
        return get(url, null);
    }

    /** The same with a bearer token, if there is one. */
    public String get(URI url, @Nullable String bearer) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT).GET();
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** Sends a request; an interrupt ends the call as an I/O error does. */
    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            throw new IOException("nothing answers at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + request.uri(), e);
        }
    }

    private static String summary(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(200, line.length()));
    }

    @Override
    public void close() {
        client.close();
    }
}
