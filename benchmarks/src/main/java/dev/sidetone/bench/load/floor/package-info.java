/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A server that does as little as an echo can, and what the harness measures against it: the harness's own share of every figure. */
@NullMarked
package dev.sidetone.bench.load.floor;

import org.jspecify.annotations.NullMarked;
