/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A path at which HTTP becomes a WebSocket.
 *
 * @param path where
 * @param refusal answers instead of upgrading a socket of the worker with this index, when there is
 *     a reason; asked on the socket's loop, must not block
 * @param socket opens this server's end, once the peer was answered
 */
public record UpgradeRoute(
        String path, IntFunction<Optional<ApiResponse>> refusal, SocketOpener socket) {

    /** Makes this server's end of one socket. */
    @FunctionalInterface
    public interface SocketOpener {

        /**
         * On the socket's loop.
         *
         * @param worker the index of the worker on which the socket's call will live
         * @param maxMessageBytes the longest message to take
         */
        WebSocketFrames open(int worker, Channel channel, int maxMessageBytes);
    }
}
