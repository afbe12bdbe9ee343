/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier;

import dev.sidetone.orchestrator.link.Termination;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/**
 * The WebSocket close code that tells a carrier how its call ended, RFC 6455 section 7.4.
 * Stateless.
 */
public final class CloseCode {
    /** A control frame carries 125 bytes, two of them the code. */
    private static final int MAX_REASON_BYTES = 123;

    private CloseCode() {}

    /** Code and reason for this end; the reason starts with the classified cause in lower case. */
    public static WebSocketCloseStatus of(Termination termination) {
        WebSocketCloseStatus status = statusOf(termination.reason());
        return new WebSocketCloseStatus(status.code(), reason(termination), false);
    }

    private static WebSocketCloseStatus statusOf(Termination.Reason reason) {
        return switch (reason) {
            case CALLER_HUNG_UP,
                    AGENT_HUNG_UP,
                    HANDED_OVER,
                    OPERATOR_HUNG_UP,
                    CALLER_SILENT,
                    LENGTH_CAP ->
                    WebSocketCloseStatus.NORMAL_CLOSURE;
            case DRAINED -> WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
            case NO_CAPACITY, AGENT_BUSY -> WebSocketCloseStatus.TRY_AGAIN_LATER;
            case INTERNAL, INBOX_OVERFLOW, RECOGNIZER_FAILED, MODEL_FAILED, VOICE_FAILED ->
                    WebSocketCloseStatus.INTERNAL_SERVER_ERROR;
            case MALFORMED -> WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
            case OVERSIZED -> WebSocketCloseStatus.MESSAGE_TOO_BIG;
            case WRONG_STREAM, OUT_OF_ORDER -> WebSocketCloseStatus.PROTOCOL_ERROR;
            case TOKEN_MISSING,
                    TOKEN_INVALID,
                    TOKEN_STALE,
                    UNKNOWN_AGENT,
                    NO_START,
                    NO_MEDIA,
                    CONNECTION_LOST,
                    CARRIER_STALLED ->
                    WebSocketCloseStatus.POLICY_VIOLATION;
        };
    }

    private static String reason(Termination termination) {
        String word = termination.reason().word();
        if (termination.detail().isEmpty()) {
            return word;
        }
        String full = word + ": " + termination.detail();
        // our details are ASCII; what is not could be cut inside a character, so it is left out
        boolean plain = full.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        if (!plain) {
            return word;
        }
        return full.length() <= MAX_REASON_BYTES ? full : full.substring(0, MAX_REASON_BYTES);
    }
}
