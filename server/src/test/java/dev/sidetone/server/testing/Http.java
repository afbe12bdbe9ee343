/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.VoiceServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What tests ask a server over HTTP, on the JDK's client. */
public final class Http {
    private Http() {}

    /** GET. */
    public static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        return send(client, HttpRequest.newBuilder(uri));
    }

    /** POST without a body. */
    public static HttpResponse<String> post(HttpClient client, URI uri) throws Exception {
        return send(client, HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Any request. */
    public static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Asks for the metrics until they hold a line with this end and whole value; the test's time
     * limit ends a wait for nothing.
     */
    public static void awaitMetric(HttpClient client, VoiceServer server, String line)
            throws Exception {
        URI metrics = server.uri().resolve("/metrics");
        while (!get(client, metrics).body().contains(line + ".0\n")) {
            Thread.onSpinWait();
        }
    }

    /** Waits until one call ended for this reason. */
    public static void awaitEnding(HttpClient client, VoiceServer server, Termination.Reason reason)
            throws Exception {
        String labels =
                "reason=\"" + reason.word() + "\",result=\"" + reason.result().word() + "\"";
        awaitMetric(client, server, labels + "} 1");
    }

    /** The value of a metric now. */
    public static double metric(HttpClient client, VoiceServer server, String name)
            throws Exception {
        return get(client, server.uri().resolve("/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }
}
