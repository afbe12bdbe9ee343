/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the peer did against RFC 6455, for the owner to close with. Immutable; one of a few
 * constants, so a flood of bad frames costs no memory.
 *
 * @param closeCode 1002 (protocol), 1007 (text that is not UTF-8), 1008 (pings without end) or 1009
 *     (over the size limit)
 * @param detail what was expected, plain ASCII, never what was sent
 */
public record WebSocketFault(int closeCode, String detail) {
    static final WebSocketFault RESERVED_BITS = protocol("reserved bits without an extension");
    static final WebSocketFault RESERVED_OPCODE = protocol("a reserved opcode");
    static final WebSocketFault UNMASKED = protocol("expected masked frames");
    static final WebSocketFault MASKED = protocol("expected unmasked frames");
    static final WebSocketFault LENGTH_NOT_MINIMAL = protocol("a length not in its shortest form");
    static final WebSocketFault LENGTH_NEGATIVE = protocol("a length with its highest bit set");
    static final WebSocketFault CONTROL_FRAGMENTED = protocol("a control frame in fragments");
    static final WebSocketFault CONTROL_TOO_LONG = protocol("a control frame over 125 bytes");
    static final WebSocketFault NOTHING_TO_CONTINUE = protocol("a continuation of nothing");
    static final WebSocketFault MESSAGE_UNFINISHED = protocol("a message inside another");
    static final WebSocketFault CLOSE_OF_ONE_BYTE = protocol("a close code of one byte");
    static final WebSocketFault CLOSE_CODE = protocol("a close code that must not be sent");
    static final WebSocketFault NOT_UTF8 =
            new WebSocketFault(WebSocketCloseCode.INVALID_PAYLOAD, "text that is not UTF-8");
    static final WebSocketFault TOO_LONG =
            new WebSocketFault(WebSocketCloseCode.TOO_BIG, "a message over the size limit");
    static final WebSocketFault PINGS_WITHOUT_END =
            new WebSocketFault(WebSocketCloseCode.POLICY_VIOLATION, "pings without end");

    /** What is wrong with the payload of a close frame; null when nothing is. */
    static @Nullable WebSocketFault ofClose(ByteBuf payload) {
        int bytes = payload.readableBytes();
        if (bytes < Short.BYTES) {
            return bytes == 0 ? null : CLOSE_OF_ONE_BYTE;
        }
        int at = payload.readerIndex();
        if (!WebSocketCloseCode.mayBeSent(payload.getUnsignedShort(at))) {
            return CLOSE_CODE;
        }
        Utf8Check reason = new Utf8Check();
        boolean wellFormed =
                reason.accept(payload, at + Short.BYTES, bytes - Short.BYTES) && reason.complete();
        return wellFormed ? null : NOT_UTF8;
    }

    private static WebSocketFault protocol(String detail) {
        return new WebSocketFault(WebSocketCloseCode.PROTOCOL_ERROR, detail);
    }
}
