/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.webhook;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.caller.StreamTarget;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call as the carrier announces it to a server: what it asks the webhook, and where it takes the
 * stream. Immutable.
 *
 * @param target {@code http(s)}: the webhook to ask for TwiML; {@code ws(s)}: the media socket
 *     itself
 * @param agent the agent to ask for, or null for the server's default
 * @param authToken signs the webhook and the handshake, or null
 * @param sids the call's names
 */
public record InboundCall(
        URI target, @Nullable String agent, @Nullable String authToken, CallSids sids) {

    private static final String FROM = "+15550100";
    private static final String TO = "+15550199";

    /** Whether the webhook is to be asked first. */
    public boolean byWebhook() {
        return "http".equals(target.getScheme()) || "https".equals(target.getScheme());
    }

    /** The agent is asked for by the webhook's query, as a number's voice URL would. */
    public URI webhookUrl() {
        if (agent == null) {
            return target;
        }
        String url = target.toString();
        return URI.create(
                url
                        + (url.contains("?") ? "&" : "?")
                        + "agent="
                        + URLEncoder.encode(agent, StandardCharsets.UTF_8));
    }

    /** The webhook's form. */
    public Map<String, String> form(String status) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("CallSid", sids.call());
        form.put("AccountSid", sids.account());
        form.put("From", FROM);
        form.put("To", TO);
        form.put("CallStatus", status);
        form.put("Direction", "inbound");
        form.put("ApiVersion", "2010-04-01");
        return form;
    }

    /** The stream when no webhook is asked. */
    public StreamTarget directStream() throws IOException {
        return stream(target, agent == null ? Map.of() : Map.of("agent", agent));
    }

    /** The stream that the webhook's answer names. */
    public StreamTarget stream(Twiml.Stream stream) throws IOException {
        try {
            return stream(URI.create(stream.url()), stream.parameters());
        } catch (IllegalArgumentException e) {
            throw new IOException("the webhook's stream has no URL: " + e.getMessage(), e);
        }
    }

    private StreamTarget stream(URI uri, Map<String, String> parameters) throws IOException {
        boolean webSocket = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        if (!webSocket || uri.getHost() == null) {
            throw new IOException("a media stream needs a ws:// or wss:// URL, not " + uri);
        }
        return new StreamTarget(uri, parameters, signature(uri, Map.of()));
    }

    /** The header that signs a request, or none without a token. */
    public Map<String, String> signature(URI url, Map<String, String> form) {
        return authToken == null
                ? Map.of()
                : Map.of(
                        TwilioSignature.HEADER,
                        TwilioSignature.sign(authToken, url.toString(), form));
    }

    /** Scheme, host and port of the server's API. */
    public static URI apiBase(URI target) {
        String scheme = String.valueOf(target.getScheme()).replace("ws", "http");
        return URI.create(scheme + "://" + target.getRawAuthority() + "/");
    }

    /** A form as it stands in a request's body. */
    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
