/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How each vendor takes a key and how it refuses a request. Stateless. */
final class VendorErrors {

    /** What a caller is told to wait, in seconds. */
    static final int RETRY_AFTER_S = 1;

    private VendorErrors() {}

    /** The key of a request, or null. */
    static @Nullable String key(Stage stage, HttpHeaders headers) {
        if (stage == Stage.TTS) {
            return headers.get("xi-api-key");
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization == null) {
            return null;
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space);
        boolean fits =
                scheme.equalsIgnoreCase("Bearer")
                        || (stage == Stage.STT && scheme.equalsIgnoreCase("Token"));
        return fits ? authorization.substring(space + 1).strip() : null;
    }

    /** A refusal in the vendor's shape; 400 takes the message, others have their own. */
    static FullHttpResponse of(Stage stage, int status) {
        return of(stage, status, "");
    }

    static FullHttpResponse of(Stage stage, int status, String message) {
        FullHttpResponse response =
                switch (stage) {
                    case STT -> deepgram(status, message);
                    case TTS -> elevenLabs(status, message);
                    default -> openAi(status, message);
                };
        if (status == 429) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_S);
        }
        return response;
    }

    private static FullHttpResponse deepgram(int status, String message) {
        String code =
                switch (status) {
                    case 401 -> "INVALID_AUTH";
                    case 429 -> "TOO_MANY_REQUESTS";
                    default -> "INVALID_QUERY_PARAMETER";
                };
        String text =
                switch (status) {
                    case 401 -> "Invalid credentials.";
                    case 429 -> "Too many requests. Please try again later";
                    default -> message;
                };
        String id = UUID.randomUUID().toString();
        FullHttpResponse response =
                Answers.json(
                        status,
                        "{\"err_code\":\""
                                + code
                                + "\",\"err_msg\":"
                                + ChatJson.quoted(text)
                                + ",\"request_id\":\""
                                + id
                                + "\"}");
        response.headers().set("dg-error", text).set("dg-request-id", id);
        return response;
    }

    private static FullHttpResponse openAi(int status, String message) {
        return switch (status) {
            case 401 ->
                    openAi(
                            status,
                            "Incorrect API key provided.",
                            "invalid_request_error",
                            "\"invalid_api_key\"");
            case 429 ->
                    openAi(
                            status,
                            "Rate limit reached for requests.",
                            "requests",
                            "\"rate_limit_exceeded\"");
            case 500 -> openAi(status, "The server had an error.", "server_error", "null");
            default -> openAi(status, message, "invalid_request_error", "null");
        };
    }

    private static FullHttpResponse openAi(int status, String message, String type, String code) {
        FullHttpResponse response =
                Answers.json(
                        status,
                        "{\"error\":{\"message\":"
                                + ChatJson.quoted(message)
                                + ",\"type\":\""
                                + type
                                + "\",\"param\":null,\"code\":"
                                + code
                                + "}}");
        response.headers().set("x-request-id", "req_" + Long.toHexString(System.nanoTime()));
        return response;
    }

    private static FullHttpResponse elevenLabs(int status, String message) {
        String state =
                switch (status) {
                    case 401 -> "invalid_api_key";
                    case 429 -> "too_many_concurrent_requests";
                    default -> "invalid_request";
                };
        String text =
                switch (status) {
                    case 401 -> "Invalid API key";
                    case 429 -> "Too many concurrent requests";
                    default -> message;
                };
        return Answers.json(
                status,
                "{\"detail\":{\"status\":\""
                        + state
                        + "\",\"message\":"
                        + ChatJson.quoted(text)
                        + "}}");
    }
}
