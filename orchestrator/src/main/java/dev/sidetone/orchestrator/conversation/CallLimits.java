/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import java.time.Duration;

/**
 * Time bounds of one call's conversation.
 *
 * @param maxLength longest call; the agent then says goodbye and hangs up
 * @param idlePromptAfter silence of both sides after which the caller is asked whether it is still
 *     there
 * @param sttFinalTimeout longest wait, from the end of the caller's turn, for the recogniser's
 *     final words
 * @param modelTimeout longest wait for the model's first token, and between tokens
 * @param voiceTimeout longest wait for a clause's audio
 * @param dtmfTimeout silence after a key that ends a run of digits
 * @param fillerAfter how long a tool may run before the agent says that it is still at it
 */
public record CallLimits(
        Duration maxLength,
        Duration idlePromptAfter,
        Duration sttFinalTimeout,
        Duration modelTimeout,
        Duration voiceTimeout,
        Duration dtmfTimeout,
        Duration fillerAfter) {

    /** What a server starts with when nothing is configured. */
    public static final CallLimits DEFAULTS =
            new CallLimits(
                    Duration.ofMinutes(30),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1500),
                    Duration.ofMillis(900));

    public CallLimits {
        positive("max-length", maxLength);
        positive("idle-prompt-after", idlePromptAfter);
        positive("stt-final-timeout", sttFinalTimeout);
        positive("model-timeout", modelTimeout);
        positive("voice-timeout", voiceTimeout);
        positive("dtmf-timeout", dtmfTimeout);
        positive("filler-after", fillerAfter);
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than nothing: " + value);
        }
    }
}
