/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The only door into a worker: one Disruptor ring per worker, pre-allocated slots. Any thread offers; the worker drains. */
@NullMarked
package dev.sidetone.media.inbox;

import org.jspecify.annotations.NullMarked;
