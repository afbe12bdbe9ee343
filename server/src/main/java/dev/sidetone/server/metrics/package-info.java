/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the server counts besides its workers, and the Prometheus text of both. Any thread. */
@NullMarked
package dev.sidetone.server.metrics;

import org.jspecify.annotations.NullMarked;
