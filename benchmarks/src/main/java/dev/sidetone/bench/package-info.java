/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The command line of callers, harnesses and benchmarks. Nothing depends on it. */
@NullMarked
package dev.sidetone.bench;

import org.jspecify.annotations.NullMarked;
