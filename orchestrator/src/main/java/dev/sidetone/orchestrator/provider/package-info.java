/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Ports to speech-to-text, language models and text-to-speech, and what they report. Must not import any vendor. */
@NullMarked
package dev.sidetone.orchestrator.provider;

import org.jspecify.annotations.NullMarked;
