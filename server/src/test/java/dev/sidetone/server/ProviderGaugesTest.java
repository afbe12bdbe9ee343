/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.provider.catalog.ProviderCatalog;
import dev.sidetone.orchestrator.provider.net.ProviderKeys;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.RemoteProvider;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.metrics.ProviderGauge;
import dev.sidetone.server.metrics.ProviderHealth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The vendors' real clients, which nobody asks for anything. */
@Tag("unit")
final class ProviderGaugesTest {
    private static final long NOW = 1_000_000;

    @Test
    void shouldTellTheLoadOfEachRemoteVendorByItsOwnGaugeAndNoFailureAsARefusal() throws Exception {
        ServerConfig config = new ConfigLoader(Map.of()).load(null);
        Map<String, String> keys =
                Map.of(
                        "DEEPGRAM_API_KEY", "k",
                        "OPENAI_API_KEY", "k",
                        "ELEVENLABS_API_KEY", "k");
        try (ProviderNetwork network = ProviderNetwork.ofThisMachine(null, fault -> {});
                ProviderCatalog catalog =
                        new ProviderCatalog(
                                config.vendors(), network, new ProviderKeys(keys::get))) {
            ProviderSet set =
                    new ProviderSet(
                            catalog.recognizer("deepgram"),
                            catalog.model("openai"),
                            catalog.synthesizer("elevenlabs"));
            List<ProviderGauge> gauges = ProviderGauges.of(List.of(set, set), config.embedded());
            ProviderHealth health = new ProviderHealth(gauges);
            carry(set.recognizer(), 1, Kind.UNREACHABLE);
            carry(set.model(), 2, Kind.TIMED_OUT);
            carry(set.synthesizer(), 3, Kind.OVERLOADED);

            assertThat(gauges).hasSize(3);
            health.sample(NOW);
            assertThat(health.statuses(NOW))
                    .extracting(
                            ProviderHealth.Status::stage,
                            ProviderHealth.Status::vendor,
                            ProviderHealth.Status::queueDepth,
                            ProviderHealth.Status::refusedLastMinute)
                    .containsExactly(
                            tuple("stt", "deepgram", 1, 0L),
                            tuple("llm", "openai", 2, 0L),
                            tuple("tts", "elevenlabs", 3, 1L));
        }
    }

    private static void carry(Object provider, int underWay, Kind failure) {
        ProviderLoad load = ((RemoteProvider) provider).load();
        for (int i = 0; i < underWay; i++) {
            load.begun();
        }
        load.failed(new ProviderFailure(failure, "vendor", "on purpose"));
    }
}
