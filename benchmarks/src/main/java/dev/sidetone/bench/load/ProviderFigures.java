/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

/**
 * What {@code sidetone providers} says of itself since it started. An added latency below its own
 * lateness says nothing of the server.
 *
 * @param lateP99Ms how late its delays ended
 * @param cpu cores it used
 */
public record ProviderFigures(double lateP99Ms, double cpu) {}
