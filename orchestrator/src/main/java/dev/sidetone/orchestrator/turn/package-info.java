/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Whose turn it is: pure decisions in stream time over voice activity. No thread, no clock of its own. */
@NullMarked
package dev.sidetone.orchestrator.turn;

import org.jspecify.annotations.NullMarked;
