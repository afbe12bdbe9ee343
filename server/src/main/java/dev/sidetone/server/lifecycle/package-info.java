/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Readiness, warm-up and drain. Runs on the thread that starts and stops the server; must not import carriers. */
@NullMarked
package dev.sidetone.server.lifecycle;

import org.jspecify.annotations.NullMarked;
