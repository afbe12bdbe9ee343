/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.catalog;

import dev.sidetone.orchestrator.provider.deepgram.DeepgramConfig;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;

/** Each vendor's own configuration. Immutable. */
public record ProviderConfigs(EmbeddedSpeechConfig embedded, DeepgramConfig deepgram) {}
