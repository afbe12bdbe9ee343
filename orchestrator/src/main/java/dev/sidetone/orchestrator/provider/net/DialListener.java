/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import io.netty.channel.Channel;

/** Hears how a dial ended: exactly one of the two, on the loop's thread, unless cancelled. */
public interface DialListener {

    /**
     * The connection stands, TLS included; the listener owns it and adds its handlers. Reading
     * begins after this returns.
     */
    void onConnected(Channel channel);

    /** There will be no connection. */
    void onFailed(ProviderFailure failure);
}
