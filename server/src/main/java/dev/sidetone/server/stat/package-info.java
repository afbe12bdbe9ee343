/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The counters file of a running server, and what {@code sidetone stat} makes of it. Never on a worker; must not import carriers or the API. */
@NullMarked
package dev.sidetone.server.stat;

import org.jspecify.annotations.NullMarked;
