/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holds the board, the alert rules and Prometheus' conventions to what a running server exports. */
@NullMarked
package dev.sidetone.server.monitoring;

import org.jspecify.annotations.NullMarked;
