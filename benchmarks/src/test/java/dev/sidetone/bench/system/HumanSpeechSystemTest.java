/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Recorded people, heard by energy. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class HumanSpeechSystemTest extends HumanSpeechCases {

    @Override
    Map<String, String> detector() {
        return Map.of("SIDETONE_PROVIDERS_VAD", "energy");
    }

    @Override
    void afterwards(FrontDesk desk) {}
}
