/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** One simulated call from its URL to its outcome, and what the terminal shows of it. Blocking; runs on the command's threads. */
@NullMarked
package dev.sidetone.bench.run;

import org.jspecify.annotations.NullMarked;
