/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.server.io.EventLoopWorker;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A path at which HTTP becomes a WebSocket.
 *
 * @param path where
 * @param refusal answers instead of upgrading, when there is a reason; asked on the worker, must
 *     not block
 * @param socket opens the socket's end, once the peer was answered
 */
public record UpgradeRoute(
        String path, Supplier<Optional<ApiResponse>> refusal, SocketOpener socket) {

    /** Makes this server's end of one socket. */
    @FunctionalInterface
    public interface SocketOpener {

        /**
         * On the worker that the channel lives on.
         *
         * @param maxMessageBytes the longest message to take
         */
        WebSocketFrames open(EventLoopWorker worker, Channel channel, int maxMessageBytes);
    }
}
