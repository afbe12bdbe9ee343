/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import dev.sidetone.orchestrator.provider.catalog.ProviderConfigs;
import dev.sidetone.orchestrator.provider.elevenlabs.ElevenLabsConfig;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;
import dev.sidetone.orchestrator.provider.openai.OpenAiConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the block of each vendor; keys and addresses come by the vendors' own variables. */
final class VendorSettings {
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double HOTTEST = 2;

    private VendorSettings() {}

    static ProviderConfigs read(ConfigReader reader, EmbeddedSpeechConfig embedded) {
        return new ProviderConfigs(
                embedded, DeepgramSettings.read(reader), openAi(reader), elevenLabs(reader));
    }

    private static OpenAiConfig openAi(ConfigReader reader) {
        OpenAiConfig defaults = OpenAiConfig.DEFAULTS;
        return new OpenAiConfig(
                reader.line("openai.model", defaults.model()),
                reader.integer(
                        "openai.max-completion-tokens", defaults.maxCompletionTokens(), 1, 100_000),
                reader.integer(
                        "openai.max-answer-chars", defaults.maxAnswerChars(), 100, 1_000_000),
                temperature(reader),
                limit(reader, "openai.connect-timeout", defaults.connectTimeout()),
                limit(reader, "openai.first-token-timeout", defaults.firstTokenTimeout()),
                limit(reader, "openai.gap-timeout", defaults.gapTimeout()),
                reader.integer("openai.idle-connections", defaults.idleConnections(), 0, 10_000),
                reader.duration(
                        "openai.idle-time",
                        defaults.idleTime(),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1)));
    }

    private static @Nullable Double temperature(ConfigReader reader) {
        String text = reader.line("openai.temperature", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            double temperature = Double.parseDouble(text);
            if (temperature >= 0 && temperature <= HOTTEST) {
                return temperature;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like one out of range
        }
        reader.contextProblem("openai.temperature", "a number from 0 to 2");
        return null;
    }

    private static ElevenLabsConfig elevenLabs(ConfigReader reader) {
        ElevenLabsConfig defaults = ElevenLabsConfig.DEFAULTS;
        return new ElevenLabsConfig(
                reader.name(
                        "elevenlabs.voice-id", defaults.voiceId(), "the vendor's id of a voice"),
                reader.name("elevenlabs.model", defaults.model(), "the vendor's id of a model"),
                languageCode(reader),
                limit(reader, "elevenlabs.connect-timeout", defaults.connectTimeout()),
                limit(reader, "elevenlabs.answer-timeout", defaults.answerTimeout()),
                limit(reader, "elevenlabs.first-audio-timeout", defaults.firstAudioTimeout()),
                limit(reader, "elevenlabs.gap-timeout", defaults.gapTimeout()),
                reader.duration(
                        "elevenlabs.inactivity-timeout",
                        defaults.inactivityTimeout(),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(180)));
    }

    private static @Nullable String languageCode(ConfigReader reader) {
        String code = reader.line("elevenlabs.language-code", "");
        if (code.isEmpty() || code.matches("[a-z]{2,3}")) {
            return code.isEmpty() ? null : code;
        }
        reader.contextProblem("elevenlabs.language-code", "a language like en");
        return null;
    }

    private static Duration limit(ConfigReader reader, String key, Duration byDefault) {
        return reader.duration(key, byDefault, LEAST, MINUTE);
    }
}
