/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** From a detector's verdicts to stretches of speech, and the audio kept from before one was certain. One call's worker. */
@NullMarked
package dev.sidetone.vad.gate;

import org.jspecify.annotations.NullMarked;
