/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/** The three providers of a cascade. */
public record ProviderSet(
        SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer) {}
