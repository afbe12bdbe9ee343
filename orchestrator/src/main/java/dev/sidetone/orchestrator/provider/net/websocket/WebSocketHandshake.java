/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What both ends of the opening handshake say and check, <a
 * href="https://www.rfc-editor.org/rfc/rfc6455#section-4">RFC 6455 section 4</a>; who sends it, and
 * when HTTP leaves the pipeline, is their affair. Extensions and subprotocols are neither offered
 * nor taken. Stateless.
 */
public final class WebSocketHandshake {
    /** The one version there is. */
    public static final String VERSION = "13";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_BYTES = 16;

    private WebSocketHandshake() {}

    /** A client's key: sixteen bytes that no cache has seen; they are no secret. */
    public static String newKey() {
        byte[] nonce = new byte[NONCE_BYTES];
        ThreadLocalRandom.current().nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    /** What a server answers to a key. */
    public static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Whether a request asks for a WebSocket, in whatever version. */
    public static boolean isAsked(HttpHeaders request) {
        return switches(request) && isKey(request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""));
    }

    /** Whether a request asks for the version there is. */
    public static boolean isOfVersion(HttpHeaders request) {
        return VERSION.equals(request.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }

    /** The server's consent to a request that {@linkplain #isAsked asks}. */
    public static FullHttpResponse answer(HttpHeaders request) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        String key = request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
        answer.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
        return answer;
    }

    /** Whether the headers of a 101 answer this key, and choose nothing that was not offered. */
    public static boolean isAnswer(HttpHeaders answer, String key) {
        return switches(answer)
                && accept(key).equals(answer.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))
                && !answer.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)
                && !answer.contains(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    }

    private static boolean switches(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.containsValue(
                        HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == NONCE_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
