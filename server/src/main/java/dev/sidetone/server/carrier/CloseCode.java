/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;

/**
 * What tells a carrier by WebSocket how its call ended, RFC 6455 section 7.4. Immutable.
 *
 * @param reason starts with the classified cause in lower case; fits into a close frame
 */
public record CloseCode(int code, String reason) {
    /** A control frame carries 125 bytes, two of them the code. */
    private static final int MAX_REASON_BYTES = 123;

    /** Code and reason for this end. */
    public static CloseCode of(Termination termination) {
        return new CloseCode(codeOf(termination.reason()), reason(termination));
    }

    private static int codeOf(Termination.Reason reason) {
        return switch (reason) {
            case CALLER_HUNG_UP,
                    AGENT_HUNG_UP,
                    HANDED_OVER,
                    OPERATOR_HUNG_UP,
                    CALLER_SILENT,
                    LENGTH_CAP ->
                    WebSocketCloseCode.NORMAL;
            case DRAINED -> WebSocketCloseCode.GOING_AWAY;
            case NO_CAPACITY, AGENT_BUSY -> WebSocketCloseCode.TRY_AGAIN_LATER;
            case INTERNAL, INBOX_OVERFLOW, RECOGNIZER_FAILED, MODEL_FAILED, VOICE_FAILED ->
                    WebSocketCloseCode.INTERNAL_ERROR;
            case MALFORMED -> WebSocketCloseCode.INVALID_PAYLOAD;
            case OVERSIZED -> WebSocketCloseCode.TOO_BIG;
            case WRONG_STREAM, OUT_OF_ORDER -> WebSocketCloseCode.PROTOCOL_ERROR;
            case TOKEN_MISSING,
                    TOKEN_INVALID,
                    TOKEN_STALE,
                    UNKNOWN_AGENT,
                    NO_START,
                    NO_MEDIA,
                    CONNECTION_LOST,
                    END_UNRECORDED,
                    FLOODED,
                    CARRIER_STALLED ->
                    WebSocketCloseCode.POLICY_VIOLATION;
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
