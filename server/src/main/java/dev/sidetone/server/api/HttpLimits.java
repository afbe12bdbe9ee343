/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import java.time.Duration;

/**
 * Bounds of the HTTP side.
 *
 * @param requestBytes longest request body
 * @param frameBytes longest WebSocket message
 * @param requestTimeout longest wait for a whole request, from the connection's opening or the
 *     answer before
 * @param writeBytes bytes that may wait unsent on one connection before writes are refused
 */
public record HttpLimits(
        int requestBytes, int frameBytes, Duration requestTimeout, int writeBytes) {}
