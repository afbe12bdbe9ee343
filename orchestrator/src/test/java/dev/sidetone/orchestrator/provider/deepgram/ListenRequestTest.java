/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.UpgradeRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ListenRequestTest {
    private static final ProviderAccess ACCESS =
            new ProviderAccess(ProviderAddress.of("deepgram", "https://h.example/proxy"), "hidden");

    @Test
    void shouldAskForTheWiresCodecAndWhatTheConfigurationSays() {
        UpgradeRequest request =
                ListenRequest.of(ACCESS, DeepgramConfig.DEFAULTS, AudioFormat.MULAW_8K);
        assertThat(request.path())
                .isEqualTo(
                        "/proxy/v1/listen?model=nova-3&language=en&encoding=mulaw&sample_rate=8000"
                                + "&channels=1&interim_results=true&endpointing=300&utterance_end_ms=1000");
        assertThat(request.headers()).containsExactly(Map.entry("Authorization", "Token hidden"));
        assertThat(request.toString()).doesNotContain("hidden");
    }

    @Test
    void shouldRepeatKeytermsAndLetFurtherParametersWin() {
        DeepgramConfig config =
                new DeepgramConfig(
                        "nova-2",
                        "de",
                        0,
                        0,
                        List.of("Sidetone", "Dr. Müller & Co"),
                        Map.of("language", "multi"),
                        40,
                        DeepgramConfig.Limits.DEFAULTS);
        assertThat(ListenRequest.of(ACCESS, config, AudioFormat.ALAW_8K).path())
                .isEqualTo(
                        "/proxy/v1/listen?model=nova-2&language=multi&encoding=alaw&sample_rate=8000"
                                + "&channels=1&interim_results=true&endpointing=false"
                                + "&keyterm=Sidetone&keyterm=Dr.+M%C3%BCller+%26+Co");
    }
}
