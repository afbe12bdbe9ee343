/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** HTTP on the one port: routing, problems, health, calls, metrics and the page. Handlers run on virtual threads and read published records only. */
@NullMarked
package dev.sidetone.server.api;

import org.jspecify.annotations.NullMarked;
