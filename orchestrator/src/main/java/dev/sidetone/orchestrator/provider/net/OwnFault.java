/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.io.IOException;

/** Tells our own code's exceptions from those of the network. Stateless. */
public final class OwnFault {
    private OwnFault() {}

    /** True when the network, or TLS on it, is what failed; TLS wraps its own. */
    public static boolean isOfTheNetwork(Throwable cause) {
        return cause instanceof IOException || cause.getCause() instanceof IOException;
    }

    /**
     * What is counted when a connection ends before its time.
     *
     * @param opened whether it had been open
     */
    public static MediaCounter counterOf(ProviderFailure failure, boolean opened) {
        if (failure.kind() == ProviderFailure.Kind.INTERNAL) {
            return MediaCounter.PROVIDER_CLIENT_FAULTS;
        }
        return opened
                ? MediaCounter.PROVIDER_CONNECTIONS_LOST
                : MediaCounter.PROVIDER_CONNECTS_FAILED;
    }

    /** What a call hears when our code threw: what was thrown, and nothing it may quote. */
    public static ProviderFailure of(String vendor, Throwable cause) {
        return new ProviderFailure(
                ProviderFailure.Kind.INTERNAL,
                vendor,
                "a fault of the client: " + cause.getClass().getSimpleName());
    }
}
