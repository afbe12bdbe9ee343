/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.io.IOException;
import org.agrona.ErrorHandler;

/** Tells our own code's exceptions from those of the network. Stateless. */
public final class OwnFault {
    private OwnFault() {}

    /** True when the network, or TLS on it, is what failed; TLS wraps its own. */
    public static boolean isOfTheNetwork(Throwable cause) {
        return cause instanceof IOException || cause.getCause() instanceof IOException;
    }

    /** Tells the handler; what that throws must not become a fault of the connection's. */
    static void tell(ErrorHandler faults, Throwable cause) {
        try {
            faults.onError(cause);
        } catch (RuntimeException untold) {
            cause.addSuppressed(untold);
        }
    }

    /** What a call hears when our code threw: what was thrown, and nothing it may quote. */
    static ProviderFailure of(String vendor, Throwable cause) {
        return new ProviderFailure(
                ProviderFailure.Kind.INTERNAL,
                vendor,
                "a fault of the client: " + cause.getClass().getSimpleName());
    }
}
