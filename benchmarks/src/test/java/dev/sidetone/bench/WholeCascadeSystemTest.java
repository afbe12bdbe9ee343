/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.providers.DelayPlan;
import dev.sidetone.bench.providers.FaultPlan;
import dev.sidetone.bench.providers.ProvidersConfig;
import dev.sidetone.bench.providers.ProvidersServer;
import dev.sidetone.server.testing.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Simultaneous conversations in coded speech through the three vendors' clients: each caller is
 * answered with its own words, whichever threads carry them.
 */
@Tag("system")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class WholeCascadeSystemTest {
    private static final int CALLS = 30;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldAnswerEveryCallerWithItsOwnWords(String mode) throws Exception {
        DelayPlan delays = DelayPlan.parse(List.of("stt=20,40", "llm=40,80", "tts=30,60"), 3);
        try (ProvidersServer vendors =
                        ProvidersServer.start(
                                new ProvidersConfig(0, delays, FaultPlan.none(), null));
                ServerProcess server =
                        ServerProcess.start(
                                folder,
                                environment(vendors.address(), mode),
                                "serve",
                                "--port",
                                "0",
                                "--stt",
                                "deepgram",
                                "--llm",
                                "openai",
                                "--tts",
                                "elevenlabs")) {
            Path report = folder.resolve("report");
            assertThat(talk(server.ready(), vendors.address(), report)).isZero();
            JsonNode json =
                    new JsonMapper().readTree(Files.readString(report.resolve("report.json")));
            assertThat(json.path("calls").path("completed").asInt()).isEqualTo(CALLS);
            JsonNode added = json.path("summary").path("added_mrl_ms");
            assertThat(added.path("count").asInt())
                    .as("turns whose delays the vendors know")
                    .isGreaterThan(CALLS);
        }
    }

    private static Map<String, String> environment(URI vendors, String mode) {
        return Map.of(
                "DEEPGRAM_BASE_URL",
                vendors.toString(),
                "DEEPGRAM_API_KEY",
                "scripted",
                "OPENAI_BASE_URL",
                vendors + "/v1",
                "OPENAI_API_KEY",
                "scripted",
                "ELEVENLABS_BASE_URL",
                vendors.toString(),
                "ELEVENLABS_API_KEY",
                "scripted",
                "SIDETONE_MODE",
                mode,
                // other tests may share the machine
                "SIDETONE_LIMITS_BUSY_PERCENT",
                "0");
    }

    /** The command's exit code: 0 where nobody was left unanswered or heard another's words. */
    private static int talk(URI server, URI vendors, Path report) {
        return new CommandLine(new LoadCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(
                        server.toString().replace("http", "ws") + "/twilio/media",
                        "--scenario",
                        "talk",
                        "--calls",
                        Integer.toString(CALLS),
                        "--duration",
                        "12",
                        "--floor",
                        "0",
                        "--max-late",
                        "60000",
                        "--seed",
                        "11",
                        "--providers",
                        vendors.toString(),
                        "--report",
                        report.toString());
    }
}
