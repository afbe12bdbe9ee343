/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import java.util.function.Supplier;

/**
 * One provider as the server can look at it from outside.
 *
 * @param stage {@code stt}, {@code llm} or {@code tts}
 * @param vendor its name in the configuration
 * @param load what it carries now; asked from any thread, must not block
 */
public record ProviderGauge(String stage, String vendor, Supplier<Load> load) {

    /**
     * What a provider carries and has refused since it was built.
     *
     * @param queueDepth requests under way or waiting
     * @param queueRoom most that may wait; 0 where there is no such bound
     * @param refused requests not taken because there was no room
     * @param failed requests taken and not served, where calls do not tell of them
     * @param able false while it can serve nothing
     */
    public record Load(int queueDepth, int queueRoom, long refused, long failed, boolean able) {
        /** Of a provider that keeps no such figures. */
        public static final Load NONE = new Load(0, 0, 0, 0, true);
    }
}
