/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, copied out of the socket's buffers so that it may be answered on any thread.
 * Immutable.
 */
public final class ApiRequest {
    private static final Pattern ABSOLUTE =
            Pattern.compile("https?://[^/?#]+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Takes the body as it is; the caller must not change it any more.
     *
     * @param target as on the request line: path and raw query, perhaps behind scheme and host
     * @param headers first value of each, names in lower case
     */
    public ApiRequest(String method, String target, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.target = originForm(target);
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /**
     * A server takes a target with scheme and host as well, <a
     * href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2">RFC 9112 section 3.2.2</a>.
     */
    private static String originForm(String target) {
        Matcher absolute = ABSOLUTE.matcher(target);
        return absolute.matches() ? absolute.group(1) : target;
    }

    public String method() {
        return method;
    }

    /** Path and raw query. */
    public String target() {
        return target;
    }

    /** The path alone, still percent-encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** True when the body says it is a form. */
    public boolean isForm() {
        String type = header("content-type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /**
     * The body as form parameters, each with its values in order.
     *
     * @throws IllegalArgumentException where the percent-encoding is broken
     */
    public Map<String, List<String>> form() {
        return parameters(new String(body, StandardCharsets.UTF_8));
    }

    /**
     * The query's parameters, each with its values in order.
     *
     * @throws IllegalArgumentException where the percent-encoding is broken
     */
    public Map<String, List<String>> query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Map.of() : parameters(target.substring(mark + 1));
    }

    private static Map<String, List<String>> parameters(String encoded) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            form.computeIfAbsent(decode(name), absent -> new ArrayList<>()).add(decode(value));
        }
        return form;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
