/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.server.config.ConfigException;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.config.ReadVariables;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.metrics.ProviderGauge;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ProviderKeyTest {

    @Test
    void shouldStopTheStartAndNameTheVariableOfAMissingKey() {
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("deepgram needs its key: set DEEPGRAM_API_KEY");
    }

    @Test
    void shouldStopTheStartWhenABaseUrlIsNone() {
        assertThatThrownBy(
                        () -> load(Map.of("DEEPGRAM_API_KEY", "k", "DEEPGRAM_BASE_URL", "ftp://h")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("DEEPGRAM_BASE_URL: expected a URL");
    }

    @Test
    void shouldTakeAVendorWithItsKeyBeforeAnyWorkerRuns() throws Exception {
        try (ConfiguredCalls calls = load(Map.of("DEEPGRAM_API_KEY", "k"))) {
            assertThat(calls.providers()).extracting(ProviderGauge::vendor).contains("deepgram");
        }
    }

    private static ConfiguredCalls load(Map<String, String> variables) throws Exception {
        ServerConfig config =
                new ConfigLoader(Map.of("SIDETONE_PROVIDERS_STT", "deepgram")).load(null);
        return ConfiguredCalls.load(config, new ReadVariables(variables));
    }
}
