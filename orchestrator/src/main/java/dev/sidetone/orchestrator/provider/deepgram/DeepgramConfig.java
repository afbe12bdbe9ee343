/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How Deepgram is asked. Immutable.
 *
 * @param model its name
 * @param language BCP 47, or {@code multi}
 * @param endpointingMs silence after which the service declares the end of speech; 0 asks for none
 * @param utteranceEndMs gap between words that does so where noise hides the silence; 0 asks for
 *     none, else at least 1000
 * @param keyterms names and words to expect that are rare elsewhere
 * @param extra further query parameters, over those that the client sets by itself; none of {@link
 *     #RESERVED}
 * @param batchMs audio in one message while the caller speaks
 * @param limits of time and room
 */
public record DeepgramConfig(
        String model,
        String language,
        int endpointingMs,
        int utteranceEndMs,
        List<String> keyterms,
        Map<String, String> extra,
        int batchMs,
        Limits limits) {

    /** Parameters on which the client relies to be as it set them. */
    public static final Set<String> RESERVED =
            Set.of(
                    "endpointing",
                    "utterance_end_ms",
                    "interim_results",
                    "encoding",
                    "sample_rate",
                    "channels");

    /** nova-3, English. */
    public static final DeepgramConfig DEFAULTS =
            new DeepgramConfig("nova-3", "en", 300, 1000, List.of(), Map.of(), 40, Limits.DEFAULTS);

    /** Longest time without audio and keep-alive; the service closes after about 10 s. */
    public static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(9);

    public DeepgramConfig {
        keyterms = List.copyOf(keyterms);
        extra = Map.copyOf(extra);
        if (!Collections.disjoint(extra.keySet(), RESERVED)) {
            throw new IllegalArgumentException("the client sets by itself: " + RESERVED);
        }
        if (batchMs < 20 || batchMs > 100) {
            throw new IllegalArgumentException("batchMs must be 20 to 100: " + batchMs);
        }
        if (utteranceEndMs != 0 && utteranceEndMs < 1000) {
            throw new IllegalArgumentException(
                    "utteranceEndMs must be 0 or at least 1000: " + utteranceEndMs);
        }
    }

    /**
     * Bounds of one call's recognition.
     *
     * @param connect for name, TCP and TLS together
     * @param answer from the upgrade's request to its answer
     * @param keepAlive without audio after which the connection is kept open by a message
     * @param stall without any sign of life after which the connection is given up; half of it
     *     brings a ping
     * @param drain how long a closed stream waits for the service to end it
     * @param heldMs audio kept while there is no connection, or none that takes it
     * @param reconnects most connections in place of lost ones within a minute; 0: never any
     */
    public record Limits(
            Duration connect,
            Duration answer,
            Duration keepAlive,
            Duration stall,
            Duration drain,
            int heldMs,
            int reconnects) {
        /** The service closes after about 10 s without audio and keep-alive. */
        public static final Limits DEFAULTS =
                new Limits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        5000,
                        10);
    }
}
