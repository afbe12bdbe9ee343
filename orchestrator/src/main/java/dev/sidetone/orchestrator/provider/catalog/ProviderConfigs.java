/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.catalog;

import dev.sidetone.orchestrator.provider.deepgram.DeepgramConfig;
import dev.sidetone.orchestrator.provider.elevenlabs.ElevenLabsConfig;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;
import dev.sidetone.orchestrator.provider.openai.OpenAiConfig;

/** Each vendor's own configuration. Immutable. */
public record ProviderConfigs(
        EmbeddedSpeechConfig embedded,
        DeepgramConfig deepgram,
        OpenAiConfig openAi,
        ElevenLabsConfig elevenLabs) {}
