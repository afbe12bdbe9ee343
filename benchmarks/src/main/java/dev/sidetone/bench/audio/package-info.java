/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Telephone audio as the harness handles it: 8 kHz PCM, what counts as audible, WAV files. Pure code, any thread. */
@NullMarked
package dev.sidetone.bench.audio;

import org.jspecify.annotations.NullMarked;
