/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Between telephone audio at 8 kHz and the 16 kHz of embedded speech parts. State of one stream, one thread; allocates nothing per block. */
@NullMarked
package dev.sidetone.codec.resample;

import org.jspecify.annotations.NullMarked;
