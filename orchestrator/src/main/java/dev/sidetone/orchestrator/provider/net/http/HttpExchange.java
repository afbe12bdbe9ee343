/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.http;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Hears one request's answer, in this order: head, any number of pieces, end; or at any point a
 * failure, and nothing after it. Loop's thread.
 */
public interface HttpExchange {

    /** Status and headers. */
    void onHead(HttpResponse head);

    /** A piece of the body; valid until this returns. */
    void onBody(ByteBuf piece);

    /** The body is complete. */
    void onEnd();

    /** There was no connection, or it broke; nothing more comes. */
    void onFailed(ProviderFailure failure);
}
