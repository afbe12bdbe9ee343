/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import dev.sidetone.orchestrator.provider.deepgram.DeepgramConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what stands under {@code deepgram}. At the start; stateless. */
final class DeepgramSettings {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private DeepgramSettings() {}

    static DeepgramConfig read(ConfigReader reader) {
        DeepgramConfig defaults = DeepgramConfig.DEFAULTS;
        String model = reader.name("deepgram.model", defaults.model(), "a model's name");
        String language = reader.name("deepgram.language", defaults.language(), "a language");
        int endpointingMs =
                reader.integer("deepgram.endpointing-ms", defaults.endpointingMs(), 0, 10_000);
        int utteranceEndMs =
                reader.integer("deepgram.utterance-end-ms", defaults.utteranceEndMs(), 0, 5000);
        if (utteranceEndMs > 0 && utteranceEndMs < 1000) {
            reader.contextProblem("deepgram.utterance-end-ms", "0, or 1000 to 5000");
            utteranceEndMs = 0;
        }
        return new DeepgramConfig(
                model,
                language,
                endpointingMs,
                utteranceEndMs,
                terms(reader.line("deepgram.keyterms", "")),
                parameters(reader),
                reader.integer("deepgram.batch-ms", defaults.batchMs(), 20, 100),
                limits(reader));
    }

    private static Map<String, String> parameters(ConfigReader reader) {
        Map<String, String> parameters = new LinkedHashMap<>();
        reader.mapping("deepgram.parameters")
                .forEach((key, value) -> {
                    if (DeepgramConfig.RESERVED.contains(key)) {
                        reader.problem(
                                "deepgram.parameters",
                                key,
                                value,
                                "a parameter that the client does not set by itself");
                    } else {
                        parameters.put(key, value);
                    }
                });
        return parameters;
    }

    private static List<String> terms(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(String::strip)
                .filter(term -> !term.isEmpty())
                .toList();
    }

    private static DeepgramConfig.Limits limits(ConfigReader reader) {
        DeepgramConfig.Limits defaults = DeepgramConfig.Limits.DEFAULTS;
        return new DeepgramConfig.Limits(
                reader.duration("deepgram.connect-timeout", defaults.connect(), LEAST, MINUTE),
                reader.duration("deepgram.answer-timeout", defaults.answer(), LEAST, MINUTE),
                reader.duration(
                        "deepgram.keep-alive",
                        defaults.keepAlive(),
                        LEAST,
                        DeepgramConfig.LONGEST_KEEP_ALIVE),
                reader.duration("deepgram.stall-timeout", defaults.stall(), LEAST, MINUTE),
                reader.duration("deepgram.drain-timeout", defaults.drain(), LEAST, MINUTE),
                reader.integer("deepgram.held-ms", defaults.heldMs(), 100, 30_000),
                reader.integer("deepgram.reconnects", defaults.reconnects(), 0, 60));
    }
}
