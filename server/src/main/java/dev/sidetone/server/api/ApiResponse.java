/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * An HTTP answer. Errors are problem details, <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC
 * 9457</a>.
 *
 * @param headers beside content type and length
 * @param feed writes the rest of an answer that has no end; null for one that is its body
 */
public record ApiResponse(
        int status,
        String contentType,
        String body,
        Map<String, String> headers,
        @Nullable EventFeed feed) {
    private static final String PROBLEM = "application/problem+json";
    private static final String PROBLEM_TYPE = "urn:sidetone:problem:";

    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    /** An answer that is its body. */
    public ApiResponse(int status, String contentType, String body, Map<String, String> headers) {
        this(status, contentType, body, headers, null);
    }

    /** Server-sent events, which that writes. */
    public static ApiResponse events(EventFeed feed) {
        // a proxy that gathers the answer before it hands it on would hand on nothing
        return new ApiResponse(
                200, "text/event-stream", "", Map.of("X-Accel-Buffering", "no"), feed);
    }

    public static ApiResponse json(int status, String body) {
        return new ApiResponse(status, "application/json", body, Map.of());
    }

    public static ApiResponse text(int status, String body) {
        return new ApiResponse(status, "text/plain; charset=utf-8", body, Map.of());
    }

    public static ApiResponse html(String body) {
        return new ApiResponse(200, "text/html; charset=utf-8", body, Map.of());
    }

    public static ApiResponse xml(String body) {
        return new ApiResponse(200, "text/xml; charset=utf-8", body, Map.of());
    }

    /**
     * A problem.
     *
     * @param type what went wrong, in one word that never changes
     * @param title the same for people
     * @param detail about this occurrence; no caller's words, digits or number
     */
    public static ApiResponse problem(int status, String type, String title, String detail) {
        return problem(status, type, title, detail, "{}");
    }

    /**
     * A problem with members of its own.
     *
     * @param members a JSON object, whose members follow those that every problem has
     */
    public static ApiResponse problem(
            int status, String type, String title, String detail, String members) {
        String own = members.strip().substring(1);
        String body =
                "{\"type\":\""
                        + PROBLEM_TYPE
                        + escape(type)
                        + "\",\"title\":\""
                        + escape(title)
                        + "\",\"status\":"
                        + status
                        + ",\"detail\":\""
                        + escape(detail)
                        + (own.equals("}") ? "\"" : "\",")
                        + own;
        return new ApiResponse(status, PROBLEM, body, Map.of());
    }

    /** The same answer with one header more. */
    public ApiResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiResponse(status, contentType, body, more, feed);
    }

    private static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }
}
