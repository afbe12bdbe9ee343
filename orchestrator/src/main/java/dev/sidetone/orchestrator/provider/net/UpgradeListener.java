/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import io.netty.channel.Channel;

/** Hears how an opening handshake ended: exactly one of the two, on the loop's thread. */
public interface UpgradeListener {

    /**
     * The WebSocket is open and its handler in place; the first message comes after this returns.
     */
    void onOpen(Channel channel);

    /**
     * There will be no WebSocket.
     *
     * @param status the HTTP status of a refusal; 0 where no answer came
     */
    void onFailed(ProviderFailure failure, int status);
}
