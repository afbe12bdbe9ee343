/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the model is asked. Immutable.
 *
 * @param model the vendor's name of the model
 * @param maxCompletionTokens most tokens of one answer
 * @param maxAnswerChars most characters of one answer that are said, up to the end of a sentence;
 *     holds whatever the server makes of {@code maxCompletionTokens}
 * @param temperature 0 to 2; null leaves it to the vendor, as some models demand
 * @param connectTimeout for name, TCP and TLS
 * @param firstTokenTimeout from the request to the first thing said
 * @param gapTimeout between two bytes of an answer; comments count
 * @param idleConnections kept by each worker beyond those its calls hold
 * @param idleTime how long a connection may wait for its next use
 */
public record OpenAiConfig(
        String model,
        int maxCompletionTokens,
        int maxAnswerChars,
        @Nullable Double temperature,
        Duration connectTimeout,
        Duration firstTokenTimeout,
        Duration gapTimeout,
        int idleConnections,
        Duration idleTime) {

    /** The vendor's public service. */
    public static final String BASE_URL = "https://api.openai.com/v1";

    /** What {@code reference.yaml} says. */
    public static final OpenAiConfig DEFAULTS =
            new OpenAiConfig(
                    "gpt-4o-mini",
                    400,
                    4000,
                    null,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    32,
                    Duration.ofSeconds(50));
}
