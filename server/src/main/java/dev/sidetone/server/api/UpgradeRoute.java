/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.server.io.EventLoopWorker;
import io.netty.channel.ChannelHandler;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A path at which HTTP becomes a WebSocket.
 *
 * @param path where
 * @param refusal answers instead of upgrading, when there is a reason; asked on the worker, must
 *     not block
 * @param socket makes the handler of one socket, which lives on the given worker
 */
public record UpgradeRoute(
        String path,
        Supplier<Optional<ApiResponse>> refusal,
        Function<EventLoopWorker, ChannelHandler> socket) {}
