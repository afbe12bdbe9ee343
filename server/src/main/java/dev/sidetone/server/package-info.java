/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The composition root and its command line: starts everything, closes it in reverse. Main thread only. */
@NullMarked
package dev.sidetone.server;

import org.jspecify.annotations.NullMarked;
