/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The open-loop load harness: what a run is asked to do, its phases, its verdict. Blocks the thread of the command; callers live on the one loop of {@code load.call}. */
@NullMarked
package dev.sidetone.bench.load;

import org.jspecify.annotations.NullMarked;
