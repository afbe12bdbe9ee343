/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import io.netty.channel.ChannelHandler;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A path at which HTTP becomes a WebSocket.
 *
 * @param path where
 * @param refusal answers instead of upgrading a socket of the worker with this index, when there is
 *     a reason; asked on the socket's loop, must not block
 * @param socket makes the handler of one socket, whose call will live on the worker with this index
 */
public record UpgradeRoute(
        String path,
        IntFunction<Optional<ApiResponse>> refusal,
        IntFunction<ChannelHandler> socket) {}
