/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sidetone demo} without {@code --exit}, as a process: its server stays up until a signal
 * ends both.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class DemoCommandSystemTest {

    private static final Pattern STAYS = Pattern.compile("the server stays up: (http://\\S+)");

    private static final Map<String, String> OTHER_SERVER =
            Map.of(
                    "TWILIO_AUTH_TOKEN", "a-secret",
                    "SIDETONE_ADMIN_TOKEN", "another",
                    "SIDETONE_HOST", "192.0.2.1",
                    "SIDETONE_PORT", "1",
                    "SIDETONE_DEFAULT_AGENT", "echo",
                    "SIDETONE_BOOKINGS_URL", "http://127.0.0.1:1/bookings",
                    "SIDETONE_AFTER_STREAM_VERB", "nonsense");

    /** As {@link FrontDesk#PATIENT}, which would not reach the demo's server. */
    static final String PATIENT =
            """
            call:
              stt-final-timeout: 10s
            embedded:
              recognizer:
                max-wait: 10s
            turn:
              stall-ms: 5000
            """;

    @Test
    void shouldKeepTheServerUntilASignalEndsBoth(@TempDir Path folder) throws Exception {
        try (SidetoneCommand interrupted = demo(folder.resolve("int"));
                SidetoneCommand terminated = demo(folder.resolve("term"));
                HttpClient client = HttpClient.newHttpClient()) {
            expectPage(interrupted, client);
            expectPage(terminated, client);
            List<ProcessHandle> servers = servers(interrupted);
            new ProcessBuilder("kill", interrupt(), Long.toString(interrupted.handle().pid()))
                    .start()
                    .waitFor();
            interrupted.exitCode();
            expectEnded(servers);
            servers = servers(terminated);
            terminated.handle().destroy();
            terminated.exitCode();
            expectEnded(servers);
        }
        for (String name : List.of("int", "term")) {
            assertThat(folder.resolve(name)).isDirectoryContaining("glob:**/report.html");
            assertThat(Files.readString(folder.resolve(name).resolve("report.json")))
                    .contains("\"turns\"");
        }
    }

    /**
     * A process started in the background of a shell inherits that interrupts are ignored, and so
     * do its children; Ctrl-C can then not be tried, only its sibling.
     */
    private static String interrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored =
                Files.exists(status)
                        && Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .map(line -> line.substring("SigIgn:".length()).strip())
                                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 2) != 0);
        return ignored ? "-TERM" : "-INT";
    }

    /**
     * In a shell that is set up for another server, beside an agent of the same name: neither is
     * the demo's.
     */
    private static SidetoneCommand demo(Path report) throws IOException {
        Path elsewhere = Files.createDirectories(report.resolveSibling("elsewhere"));
        Path agents = Files.createDirectories(elsewhere.resolve("agents"));
        Files.writeString(agents.resolve("front-desk.yaml"), "name: front-desk\nno: agent\n");
        Path patient = elsewhere.resolve("patient.yaml");
        Files.writeString(patient, PATIENT);
        return SidetoneCommand.start(
                elsewhere,
                OTHER_SERVER,
                "demo",
                "--seed",
                "7",
                "--config",
                patient.toString(),
                "--report",
                report.toString());
    }

    private static void expectPage(SidetoneCommand demo, HttpClient client) throws Exception {
        demo.awaitSaid(said -> STAYS.matcher(said).find());
        Matcher stays = STAYS.matcher(demo.said());
        assertThat(stays.find()).as(demo.said()).isTrue();
        assertThat(demo.said())
                .contains(
                        "ok   exactly one right booking arrived",
                        "ok   the caller interrupted once")
                .doesNotContain("FAIL", "\u001b", "\r");
        assertThat(demo.said().lines()).allMatch(line -> line.length() <= 80 || line.contains("/"));
        HttpResponse<String> page =
                client.send(
                        HttpRequest.newBuilder(URI.create(stays.group(1))).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
    }

    private static List<ProcessHandle> servers(SidetoneCommand demo) {
        List<ProcessHandle> children = demo.handle().children().toList();
        assertThat(children).hasSize(1);
        return children;
    }

    private static void expectEnded(List<ProcessHandle> servers) throws Exception {
        for (ProcessHandle server : servers) {
            server.onExit().get();
            assertThat(server.isAlive()).isFalse();
        }
    }
}
