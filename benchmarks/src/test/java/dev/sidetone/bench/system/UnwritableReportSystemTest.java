/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.TestServers;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose report cannot be written: known before the call, or told behind its results. */
@Tag("system")
@Timeout(240)
final class UnwritableReportSystemTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldEndBeforeTheCallWhereAFileIsInItsPlaceOrTheDeviceIsFull() throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "mine");
        try (VoiceServer server = TestServers.launch(Map.of());
                HttpClient client = HttpClient.newHttpClient()) {
            List<SidetoneCommand> taken = new ArrayList<>();
            for (List<String> command : commands(server)) {
                taken.add(start(command, file));
            }
            for (SidetoneCommand command : taken) {
                expectRefused(command, file, "there is a file in its place: ");
            }
            assertThat(Files.readString(file)).as("left alone").isEqualTo("mine");
            if (Files.isExecutable(PRLIMIT)) {
                Path full = folder.resolve("full");
                for (List<String> command : commands(server)) {
                    expectRefused(startWithoutRoom(command, full), full, "File too large");
                }
            }
            assertThat(Http.metric(client, server, "sidetone_calls_opened_total")).isZero();
        }
    }

    @Test
    void shouldTellBehindTheResultsThatTheDeviceFilledMeanwhile() throws Exception {
        if (!Files.isExecutable(PRLIMIT)) {
            System.out.println("skipped: " + PRLIMIT + " is missing");
            Assumptions.abort(PRLIMIT + " is missing");
        }
        try (VoiceServer server = TestServers.launch(Map.of());
                HttpClient client = HttpClient.newHttpClient()) {
            for (List<String> arguments : commands(server).subList(0, 2)) {
                double before = Http.metric(client, server, "sidetone_calls_opened_total");
                try (SidetoneCommand command =
                        start(arguments, folder.resolve(arguments.getFirst()))) {
                    while (Http.metric(client, server, "sidetone_calls_opened_total") == before) {
                        assertThat(command.handle().isAlive()).as(command.said()).isTrue();
                    }
                    leaveNoRoom(command);
                    assertThat(command.exitCode()).as(command.said()).isNotZero();
                    assertThat(command.said())
                            .containsPattern(
                                    "sidetone "
                                            + arguments.getFirst()
                                            + ": cannot write .*/"
                                            + arguments.getFirst()
                                            + "/.*: .*File too large")
                            .doesNotContain("\tat ");
                    assertThat(command.said().indexOf("sends"))
                            .as("the results come first")
                            .isBetween(0, command.said().indexOf("cannot write"));
                }
                assertThat(folder.resolve(arguments.getFirst()))
                        .as("no half of a file")
                        .isDirectoryNotContaining("glob:**report*")
                        .isDirectoryNotContaining("glob:**call.wav");
            }
        }
    }

    /** One of each; the last brings a server of its own. */
    private static List<List<String>> commands(VoiceServer server) {
        String media = server.uri().toString().replace("http", "ws") + "/twilio/media";
        return List.of(
                List.of("call", media, "--agent", "echo", "--say", "one"),
                List.of("load", media, "--calls", "2", "--duration", "2", "--floor", "0"),
                List.of("demo", "--exit"));
    }

    private SidetoneCommand start(List<String> command, Path report) throws Exception {
        return SidetoneCommand.start(folder, Map.of(), with(command, report));
    }

    private SidetoneCommand startWithoutRoom(List<String> command, Path report) throws Exception {
        return SidetoneCommand.start(
                folder,
                Map.of(),
                whole -> {
                    List<String> limited =
                            new ArrayList<>(List.of(PRLIMIT.toString(), "--fsize=100000", "--"));
                    limited.addAll(whole);
                    return limited;
                },
                with(command, report));
    }

    private static void leaveNoRoom(SidetoneCommand command) throws Exception {
        Process limiting =
                new ProcessBuilder(
                                PRLIMIT.toString(),
                                "--pid",
                                Long.toString(command.handle().pid()),
                                "--fsize=1")
                        .inheritIO()
                        .start();
        assertThat(limiting.waitFor()).isZero();
    }

    private static String[] with(List<String> command, Path report) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--report", report.toString()));
        return all.toArray(String[]::new);
    }

    private static void expectRefused(SidetoneCommand refused, Path report, String cause)
            throws Exception {
        try (SidetoneCommand command = refused) {
            assertThat(command.exitCode()).as(command.said()).isEqualTo(2);
            assertThat(command.said())
                    .contains(": cannot write reports into " + report + ": ", cause)
                    .doesNotContain("\tat ", "starting the server");
        }
    }
}
