/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Outgoing connections of simulated callers, and text over WebSockets: one HTTP request on a connection of its
 * own, and the opening handshake that turns such a connection into a WebSocket. Runs on the caller's loop;
 * knows nothing of calls, carriers or vendors.
 */
@NullMarked
package dev.sidetone.bench.net;

import org.jspecify.annotations.NullMarked;
