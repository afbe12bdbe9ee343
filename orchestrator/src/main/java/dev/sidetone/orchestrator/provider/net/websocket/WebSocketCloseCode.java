/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBufUtil;

/**
 * Close codes, <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455 section
 * 7.4</a> and IANA's registry. Stateless.
 */
public final class WebSocketCloseCode {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;

    /** The peer's close frame had no code; never on the wire. */
    public static final int NONE = 1005;

    public static final int INVALID_PAYLOAD = 1007;
    public static final int POLICY_VIOLATION = 1008;
    public static final int TOO_BIG = 1009;
    public static final int INTERNAL_ERROR = 1011;
    public static final int TRY_AGAIN_LATER = 1013;

    /** A control frame carries 125 bytes, two of them the code. */
    static final int MAX_REASON_BYTES = 123;

    private static final int RESERVED = 1004;
    private static final int ABNORMAL = 1006;
    private static final int LAST_REGISTERED = 1014;
    private static final int FIRST_OF_LIBRARIES = 3000;
    private static final int LAST_OF_APPLICATIONS = 4999;

    private WebSocketCloseCode() {}

    /** Whether a close frame may carry it. */
    public static boolean mayBeSent(int code) {
        boolean registered =
                code >= NORMAL
                        && code <= LAST_REGISTERED
                        && code != RESERVED
                        && code != NONE
                        && code != ABNORMAL;
        return registered || (code >= FIRST_OF_LIBRARIES && code <= LAST_OF_APPLICATIONS);
    }

    /** How many characters of this reason fit, not ending inside a surrogate pair. */
    static int fittingChars(String reason) {
        int chars = Math.min(reason.length(), MAX_REASON_BYTES);
        while (splitsPair(reason, chars)
                || ByteBufUtil.utf8Bytes(reason, 0, chars) > MAX_REASON_BYTES) {
            chars--;
        }
        return chars;
    }

    private static boolean splitsPair(String reason, int chars) {
        return chars > 0
                && chars < reason.length()
                && Character.isHighSurrogate(reason.charAt(chars - 1))
                && Character.isLowSurrogate(reason.charAt(chars));
    }
}
