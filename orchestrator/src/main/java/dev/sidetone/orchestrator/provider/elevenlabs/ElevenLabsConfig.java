/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the voice is asked. Immutable.
 *
 * @param voiceId the vendor's id of the voice of agents that name none of its voices
 * @param model the vendor's name of the model
 * @param languageCode ISO 639-1; null leaves it to the model
 * @param connectTimeout for name, TCP and TLS
 * @param answerTimeout for the answer to the upgrade
 * @param firstAudioTimeout from the first text of an utterance to its first audio
 * @param gapTimeout between two messages while audio is owed
 * @param inactivityTimeout how long the vendor keeps a socket without text; whole seconds, at most
 *     180
 */
public record ElevenLabsConfig(
        String voiceId,
        String model,
        @Nullable String languageCode,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration firstAudioTimeout,
        Duration gapTimeout,
        Duration inactivityTimeout) {

    /** The vendor's public service. */
    public static final String BASE_URL = "https://api.elevenlabs.io";

    /** What {@code reference.yaml} says. */
    public static final ElevenLabsConfig DEFAULTS =
            new ElevenLabsConfig(
                    "21m00Tcm4TlvDq8ikWAM",
                    "eleven_flash_v2_5",
                    null,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(60));
}
