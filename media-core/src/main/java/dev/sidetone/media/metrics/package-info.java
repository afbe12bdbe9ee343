/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Counters and latency recorders, single writer each; one enum lists them all with their meaning. */
@NullMarked
package dev.sidetone.media.metrics;

import org.jspecify.annotations.NullMarked;
