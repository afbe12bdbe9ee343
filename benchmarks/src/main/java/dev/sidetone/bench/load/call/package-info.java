/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Thousands of callers on one thread: their schedule, their sockets, what they do and what they check. Everything here belongs to the thread of {@code CallerBank}; nothing blocks or logs, and a frame allocates nothing. */
@NullMarked
package dev.sidetone.bench.load.call;

import org.jspecify.annotations.NullMarked;
