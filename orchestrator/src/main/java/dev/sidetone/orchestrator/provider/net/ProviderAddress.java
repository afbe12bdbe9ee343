/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a vendor is reached, from a base URL. Immutable.
 *
 * @param vendor the vendor's name, for failures
 * @param tls whether the connection is encrypted; {@code https} and {@code wss} say so
 * @param host name or IP literal, IPv6 without brackets
 * @param port 1 to 65535
 * @param basePath what goes before every path: empty, or with a leading and no trailing slash
 */
public record ProviderAddress(String vendor, boolean tls, String host, int port, String basePath) {

    /**
     * Reads a base URL. Its scheme says only whether to encrypt: a client speaks HTTP or WebSocket
     * as it needs, to {@code https} and {@code wss} alike.
     *
     * @throws IllegalArgumentException when it is none; the message says what was expected and
     *     leaves the URL out, which may hold a password
     */
    public static ProviderAddress of(String vendor, String baseUrl) {
        URI uri;
        try {
            uri = new URI(baseUrl.strip());
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(expectation());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = "https".equals(scheme) || "wss".equals(scheme);
        boolean plain = "http".equals(scheme) || "ws".equals(scheme);
        String host = uri.getHost();
        boolean known = tls || plain;
        if (!known
                || host == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw new IllegalArgumentException(expectation());
        }
        int byScheme = tls ? 443 : 80;
        int port = uri.getPort() > 0 ? uri.getPort() : byScheme;
        return new ProviderAddress(vendor, tls, unbracketed(host), port, base(uri.getRawPath()));
    }

    private static String expectation() {
        return "expected a URL of http, https, ws or wss without user, query and fragment";
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Slashes at the end go, doubled ones too: vendors answer 404 to {@code //v1}. */
    private static String base(@Nullable String path) {
        if (path == null) {
            return "";
        }
        String single = path.replaceAll("/{2,}", "/");
        return single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    /** What a request line holds for this path, which begins with a slash. */
    public String path(String path) {
        return basePath + path;
    }

    /** Value of the {@code Host} header: without the port where it is the scheme's own. */
    public String hostHeader() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    /** For a person, in failures. */
    public String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
