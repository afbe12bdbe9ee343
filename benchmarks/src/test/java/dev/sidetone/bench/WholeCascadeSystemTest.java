/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.providers.CascadeServer;
import dev.sidetone.bench.providers.DelayPlan;
import dev.sidetone.bench.providers.FaultPlan;
import dev.sidetone.bench.providers.ProvidersConfig;
import dev.sidetone.bench.providers.ProvidersServer;
import dev.sidetone.server.testing.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        JsonNode json = talk(FaultPlan.none(), mode, "--calls", Integer.toString(CALLS));
        assertThat(json.path("calls").path("completed").asInt()).isEqualTo(CALLS);
        JsonNode added = json.path("summary").path("added_mrl_ms");
        assertThat(added.path("count").asInt())
                .as("turns whose delays the vendors know")
                .isGreaterThan(CALLS);
    }

    @Test
    void shouldServeAllOthersWhereVendorsFailAndCallersBreakTheRules() throws Exception {
        FaultPlan faults = FaultPlan.parse(List.of("llm:reset=0.05", "tts:close=0.05"), 3);
        JsonNode json = talk(faults, "shared", "--calls", "36", "--bad", "16.7");
        assertThat(json.path("calls").path("completed").asInt()).isEqualTo(CALLS);
        JsonNode turns = json.path("load").path("turns");
        assertThat(turns.path("faulted").asInt()).isPositive();
        assertThat(turns.path("answered").asInt()).isGreaterThan(CALLS);
        JsonNode kinds = json.path("load").path("bad").path("kinds");
        assertThat(kinds.propertyNames()).hasSize(7);
        for (JsonNode kind : kinds) {
            assertThat(kind.path("ended").asInt())
                    .isPositive()
                    .isEqualTo(kind.path("begun").asInt());
        }
    }

    /**
     * The report of a run in which nobody was left unanswered or heard another's words: else it
     * would not have exited with 0.
     */
    private JsonNode talk(FaultPlan faults, String mode, String... options) throws Exception {
        DelayPlan delays = DelayPlan.parse(List.of("stt=20,40", "llm=40,80", "tts=30,60"), 3);
        try (ProvidersServer vendors =
                        ProvidersServer.start(new ProvidersConfig(0, delays, faults, null));
                ServerProcess server =
                        CascadeServer.start(folder, vendors.address(), "SIDETONE_MODE", mode)) {
            Path report = folder.resolve("report");
            assertThat(load(server.ready(), vendors.address(), report, options)).isZero();
            return new JsonMapper().readTree(Files.readString(report.resolve("report.json")));
        }
    }

    private static int load(URI server, URI vendors, Path report, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(
                List.of(
                        server.toString().replace("http", "ws") + "/twilio/media",
                        "--scenario",
                        "talk",
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
                        report.toString()));
        return new CommandLine(new LoadCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments.toArray(String[]::new));
    }
}
