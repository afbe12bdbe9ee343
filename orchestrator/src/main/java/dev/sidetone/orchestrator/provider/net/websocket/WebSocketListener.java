/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;

/**
 * Whoever owns a WebSocket. Every call comes on the connection's event loop, in the order of the
 * wire, and must not block.
 *
 * <p>A buffer that is passed in is valid until the call returns and must not be retained or
 * released; its bytes are those between its reader and its writer index. The listener may write and
 * may close from inside any call.
 */
public interface WebSocketListener {

    /** One whole text message, fragments joined, checked to be UTF-8. */
    void onText(ByteBuf message);

    /** One whole binary message, fragments joined. */
    void onBinary(ByteBuf message);

    /** The peer answered a ping, or sent a pong unasked; the payload is the ping's. */
    default void onPong(ByteBuf payload) {}

    /**
     * The peer began to close. {@link WebSocketFrames} answers and closes the channel by itself;
     * nothing more arrives. Not called where the peer only answers our own close.
     *
     * @param statusCode the code in its close frame, 1005 when it had none
     */
    void onClosing(int statusCode);

    /**
     * What the peer's close frame gave as its reason, told before {@link #onClosing} where it gave
     * one: UTF-8, and whatever the peer likes.
     */
    default void onCloseReason(ByteBuf utf8) {}

    /**
     * The peer broke the protocol. Nothing more is delivered; the owner calls {@link
     * WebSocketFrames#close}, now or soon, with the fault's code or one of its own.
     */
    void onViolation(WebSocketFault fault);

    /** The channel took its high-water mark of unsent bytes, or is back under its low one. */
    default void onWritability(boolean writable) {}

    /**
     * This listener threw, or the pipeline did. A failure of the socket itself is not told here:
     * the channel is closed and {@link #onGone} says so. Comes behind that where {@code onGone} is
     * what threw.
     *
     * @return true when the owner sees to the end of the connection; false to have it closed with
     *     1011
     */
    default boolean onFailure(Throwable cause) {
        return false;
    }

    /** The channel is gone: the last call, exactly once, unless it throws. */
    void onGone();
}
