/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Voice activity from energy over an adaptive noise floor. State of one call, its worker's thread; must not import codec or Netty. */
@NullMarked
package dev.sidetone.vad.energy;

import org.jspecify.annotations.NullMarked;
