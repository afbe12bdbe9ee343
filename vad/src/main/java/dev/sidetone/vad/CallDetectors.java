/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad;

import dev.sidetone.media.worker.MediaWorker;
import org.jspecify.annotations.Nullable;

/**
 * Makes the detectors of calls, and knows how they do. One a node; what it does for a worker ends
 * with the worker.
 */
public interface CallDetectors {

    /**
     * Prepares a worker, before it runs or on its thread; may take 100 ms. Never fails: what cannot
     * be had is replaced by energy and told by {@link #status}.
     */
    void attach(MediaWorker worker);

    /** A detector for one call of a worker, on its thread. */
    VoiceActivityDetector create(MediaWorker worker);

    /** How they do; any thread. */
    Status status();

    /**
     * How detectors do.
     *
     * @param detector its name in the configuration
     * @param state one of the constants
     * @param reason one word for what is wrong, for anybody; null when nothing is
     * @param problem what is wrong and mends it, for an operator: it may name files; null when
     *     nothing is. It may be there while the state is ok: what serves could be cheaper
     */
    record Status(
            String detector, String state, @Nullable String reason, @Nullable String problem) {
        /** As configured. */
        public static final String OK = "ok";

        /** On some workers energy serves instead. */
        public static final String DEGRADED = "degraded";

        /** Energy serves instead. */
        public static final String ENERGY_SERVES = "energy_serves";
    }
}
