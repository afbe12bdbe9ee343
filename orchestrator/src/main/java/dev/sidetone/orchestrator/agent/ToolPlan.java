/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A tool reached by HTTP POST with a JSON body.
 *
 * @param name what a job or a model calls it by
 * @param description for a real language model
 * @param url where it is
 * @param timeout for the whole call, retries included
 * @param attempts how often it is tried, with the same idempotency key
 * @param parameters JSON Schema (2020-12) of its arguments, as JSON text
 * @param headers sent with each request; may hold secrets, so they are never printed
 */
public record ToolPlan(
        String name,
        String description,
        URI url,
        Duration timeout,
        int attempts,
        String parameters,
        Map<String, String> headers) {
    /**
     * What a language model is offered beside an agent's own tools; no agent's tool is called so.
     */
    public static final Set<String> RESERVED_NAMES = Set.of("end_call", "hand_over_to_person");

    public ToolPlan {
        headers = Map.copyOf(headers);
        if (attempts < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "a tool needs at least one attempt and a positive timeout");
        }
    }

    /** A tool without headers of its own. */
    public ToolPlan(
            String name,
            String description,
            URI url,
            Duration timeout,
            int attempts,
            String parameters) {
        this(name, description, url, timeout, attempts, parameters, Map.of());
    }

    @Override
    public String toString() {
        return "ToolPlan[" + name + "]";
    }
}
