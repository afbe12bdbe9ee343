/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Deepgram's live speech to text. Runs on event loops and workers; must not import another vendor. */
@NullMarked
package dev.sidetone.orchestrator.provider.deepgram;

import org.jspecify.annotations.NullMarked;
