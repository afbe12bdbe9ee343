/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import java.util.function.LongSupplier;

/**
 * A figure of the whole node that goes up and down, shown in {@code GET /metrics} and {@code
 * sidetone stat} alike.
 *
 * @param label lower case with underscores
 * @param meaning one sentence
 * @param value asked from any thread but a worker's, must not block
 */
public record NodeGauge(String label, String meaning, LongSupplier value) {}
