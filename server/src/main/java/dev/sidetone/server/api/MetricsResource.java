/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.server.metrics.PrometheusText;
import java.util.Map;

/** {@code GET /metrics}: what Prometheus scrapes. Virtual threads. */
public final class MetricsResource {
    private final PrometheusText metrics;

    public MetricsResource(PrometheusText metrics) {
        this.metrics = metrics;
    }

    /** Adds the path, behind the gate. */
    public void routes(Router router) {
        router.gated(
                "GET",
                "/metrics",
                (request, id) -> {
                    PrometheusText.Scrape scrape = metrics.scrape(request.header("accept"));
                    return new ApiResponse(200, scrape.contentType(), scrape.text(), Map.of());
                });
    }
}
