/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;

/** What an HTTP status that is not the wanted one means for a call. Stateless. */
public final class HttpStatusFailure {
    private HttpStatusFailure() {}

    /**
     * The failure.
     *
     * @param told what else is known; empty, or with a separator in front
     */
    public static ProviderFailure of(ProviderAddress address, int status, String told) {
        return new ProviderFailure(
                kind(status), address.vendor(), address.hostAndPort() + ": HTTP " + status + told);
    }

    /** 402 (no credit left) is a refusal too: asking again does not help. */
    static Kind kind(int status) {
        return switch (status) {
            case 408, 504 -> Kind.TIMED_OUT;
            case 429, 503, 529 -> Kind.OVERLOADED;
            default ->
                    status >= 500 && status < 600
                            ? Kind.BROKEN
                            : status >= 400 && status < 500 ? Kind.REJECTED : Kind.MALFORMED;
        };
    }
}
