/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Between the wire's bytes and PCM. Called on workers; allocates nothing per frame; must not import vad or Netty. */
@NullMarked
package dev.sidetone.codec;

import org.jspecify.annotations.NullMarked;
