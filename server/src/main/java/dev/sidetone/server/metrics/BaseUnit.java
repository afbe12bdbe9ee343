/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import io.prometheus.metrics.model.snapshots.Unit;
import org.jspecify.annotations.Nullable;

/** The unit that a metric's name ends with, as Prometheus asks of it. Stateless. */
final class BaseUnit {
    private BaseUnit() {}

    /** Null for what has none: a count of things. */
    static @Nullable Unit of(String name) {
        if (name.endsWith("_seconds")) {
            return Unit.SECONDS;
        }
        return name.endsWith("_bytes") ? Unit.BYTES : null;
    }
}
