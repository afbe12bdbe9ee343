/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Is someone speaking? Detectors, and the gate that turns their verdicts into speech. Called on workers; must not import codec or Netty. */
@NullMarked
package dev.sidetone.vad;

import org.jspecify.annotations.NullMarked;
