/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code sidetone load} exits with, and what it leaves behind. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class LoadCommandSystemTest {

    private static final List<String> SHORT =
            List.of("--calls", "5", "--duration", "1", "--warm-up", "0");
    private static final String ANY_LATENESS = "--max-late=60000";

    private static int load(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of(url));
        arguments.addAll(SHORT);
        arguments.addAll(List.of(options));
        return new CommandLine(new LoadCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments.toArray(String[]::new));
    }

    private static String media(VoiceServer server) {
        return server.uri().toString().replace("http", "ws") + "/twilio/media";
    }

    @Test
    void shouldReportARunAgainstItsFloorAndKeepToItsLimits(@TempDir Path folder) throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            String pid = Long.toString(ProcessHandle.current().pid());
            assertThat(
                            load(
                                    media(server),
                                    ANY_LATENESS,
                                    "--floor",
                                    "1",
                                    "--scenario",
                                    "echo",
                                    "--arrivals",
                                    "poisson",
                                    "--seed",
                                    "7",
                                    "--server-pid",
                                    pid,
                                    "--fail-on",
                                    "lost=0",
                                    "--report",
                                    folder.toString()))
                    .isZero();
            JsonNode json =
                    new JsonMapper().readTree(Files.readString(folder.resolve("report.json")));
            assertThat(json.path("tool").asString()).isEqualTo("load");
            assertThat(json.path("calls").path("completed").asInt()).isEqualTo(5);
            assertThat(json.path("config").path("seed").asString()).isEqualTo("7");
            JsonNode load = json.path("load");
            assertThat(load.path("floor").path("latency_ms").path("count").asInt()).isPositive();
            assertThat(load.path("server_rss").path("end_mb").asDouble()).isPositive();
            assertThat(Files.readString(folder.resolve("latency.hlog"))).contains("Tag=echo,");
            assertThat(
                            load(
                                    media(server),
                                    ANY_LATENESS,
                                    "--floor",
                                    "0",
                                    "--fail-on",
                                    "latency_p99=0"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNotExitWithZeroWhenItsOwnSendsWereLate() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            assertThat(load(media(server), "--floor", "0", "--max-late", "0")).isEqualTo(1);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithItsArguments() {
        assertThat(load("ftp://somewhere/")).isEqualTo(2);
        assertThat(load("ws://127.0.0.1:1/", "--fail-on", "speed=1")).isEqualTo(2);
        assertThat(load("ws://127.0.0.1:1/", "--scenario", "sing")).isEqualTo(2);
        assertThat(load("ws://127.0.0.1:1/", "--rate", "-1")).isEqualTo(2);
        assertThat(load("ws://127.0.0.1:1/", "--bad", "100")).isEqualTo(2);
        assertThat(load("ws://127.0.0.1:1/", "--scenario", "talk", "--wav", "nowhere"))
                .isEqualTo(2);
    }
}
