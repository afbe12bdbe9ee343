/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.providers.DelayPlan;
import dev.sidetone.bench.providers.FaultPlan;
import dev.sidetone.bench.providers.ProvidersConfig;
import dev.sidetone.bench.providers.ProvidersServer;
import dev.sidetone.bench.providers.VendorVariables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sidetone demo} with vendors in the places of embedded parts, as a process: a voice that
 * speaks what it is given books as well as ours; a recogniser that hears no words of people, and a
 * model that then asks in words of its own, end the demo, which says so.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class DemoVendorsSystemTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    @Test
    void shouldBookWithTheVoiceOfAVendor() throws Exception {
        try (ProvidersServer vendors = vendors();
                SidetoneCommand demo = demo(vendors, "--tts", "elevenlabs")) {
            int code = demo.exitCode();
            assertThat(demo.said())
                    .contains(
                            "ok   the call went as scripted",
                            "ok   exactly one right booking arrived",
                            "ok   the caller interrupted once")
                    .doesNotContain("FAIL");
            // a caller who was late itself has measured this machine
            assertThat(code).isEqualTo(demo.said().contains("NOT VALID") ? 1 : 0);
            JsonNode connections = connections(vendors);
            assertThat(opened(connections, "tts")).as("utterances").isGreaterThan(5);
            assertThat(opened(connections, "stt") + opened(connections, "llm")).isZero();
        }
    }

    @Test
    void shouldSayWhatEndedTheCallWhereNoReplyFitsTheModelsWords() throws Exception {
        try (ProvidersServer vendors = vendors();
                SidetoneCommand demo =
                        demo(
                                vendors,
                                "--stt",
                                "deepgram",
                                "--llm",
                                "openai",
                                "--tts",
                                "elevenlabs")) {
            assertThat(demo.exitCode()).as(demo.said()).isOne();
            assertThat(demo.said().replaceAll("\\s+", " "))
                    .contains(
                            "FAIL the call went as scripted",
                            "it said \"I did not catch that. Could you say it again, please?\", to which no reply fits",
                            "FAIL exactly one right booking arrived");
            JsonNode connections = connections(vendors);
            for (String stage : List.of("stt", "llm", "tts")) {
                assertThat(opened(connections, stage)).as(stage).isPositive();
            }
            JsonNode report =
                    JSON.readTree(
                            Files.readString(folder.resolve("report").resolve("report.json")));
            assertThat(report.path("turns")).as("what was measured until then").isNotEmpty();
        }
    }

    private static ProvidersServer vendors() throws Exception {
        DelayPlan none = DelayPlan.parse(List.of(), 1);
        return ProvidersServer.start(new ProvidersConfig(0, none, FaultPlan.none(), null));
    }

    private SidetoneCommand demo(ProvidersServer vendors, String... parts) throws Exception {
        Path patient = folder.resolve("patient.yaml");
        Files.writeString(patient, DemoCommandSystemTest.PATIENT);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "demo",
                                "--exit",
                                "--seed",
                                "7",
                                "--config",
                                patient.toString(),
                                "--report",
                                folder.resolve("report").toString()));
        arguments.addAll(List.of(parts));
        return SidetoneCommand.start(
                folder, VendorVariables.of(vendors.address()), arguments.toArray(String[]::new));
    }

    private static JsonNode connections(ProvidersServer vendors) {
        return JSON.readTree(vendors.stats()).path("connections");
    }

    private static int opened(JsonNode connections, String stage) {
        return connections.path(stage).path("opened").asInt();
    }
}
