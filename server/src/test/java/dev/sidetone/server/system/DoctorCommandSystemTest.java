/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.testing.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone doctor} as a person sees it: what it finds, and what to type then. */
@Tag("system")
@Timeout(150)
final class DoctorCommandSystemTest {
    private static final String ESCAPE = "\u001b";

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldTellWhatTheDoctorFindsAndExitWith0WhenAllIsWell() throws Exception {
        Path config = Files.writeString(folder.resolve("c.yaml"), "port: 0\n");
        try (ServerProcess doctor =
                ServerProcess.start(folder, "doctor", "--config", config.toString())) {
            assertThat(doctor.lines())
                    .anyMatch(line -> line.matches("ok +jdk +25.*"))
                    .anyMatch(line -> line.matches("ok +port +127\\.0\\.0\\.1:0 is free"))
                    .anyMatch(line -> line.matches("ok +agents +echo, front-desk"))
                    .anyMatch(line -> line.matches("ok +stt +embedded: ok"))
                    .anyMatch(line -> line.matches("ok +tts +embedded: ok"))
                    .noneMatch(line -> line.startsWith("FAIL"));
            assertThat(doctor.exitCode()).isZero();
        }
    }

    @Test
    void shouldExitWith1WhenTheDoctorFindsThePortTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Path config =
                    Files.writeString(
                            folder.resolve("c.yaml"), "port: " + port + "\ndefault-agent: x\n");
            try (ServerProcess doctor =
                    ServerProcess.start(folder, "doctor", "--config", config.toString())) {
                assertThat(doctor.lines())
                        .anyMatch(line ->
                                line.startsWith("FAIL  port") && line.contains("127.0.0.1:" + port))
                        .anyMatch(line ->
                                line.matches(
                                        " +mend it: +SIDETONE_PORT=\\d+ \\./sidetone serve --config .*c\\.yaml"))
                        .anyMatch(line -> line.startsWith("FAIL  agents"))
                        .anyMatch(line -> line.matches(" +mend it: +\\$\\{EDITOR:-vi} .*c\\.yaml"));
                assertThat(doctor.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldSayUnderEachFaultWhatMendsItAndNothingElse() throws Exception {
        List<String> lines = broken(ServerProcess.start(folder, faults("plain"), arguments()));
        assertThat(lines).noneMatch(line -> line.contains(ESCAPE));
        assertThat(lines)
                .containsSubsequence(
                        "FAIL  config      SIDETONE_WAIT: wait: \"never\" does not fit; expected one of"
                                + " density, latency",
                        "      mend it:    unset SIDETONE_WAIT",
                        "FAIL  config      c.yaml:1: prot: unknown key (value \"1\"); did you mean port?",
                        "      mend it:    ${EDITOR:-vi} +1 c.yaml");
        assertThat(lines.stream().filter(line -> line.startsWith("      mend it:    ")))
                .as("one command a fault")
                .hasSameSizeAs(
                        lines.stream().filter(line -> line.matches("(FAIL|warn).*")).toList());
    }

    @Test
    void shouldColourOnATerminalUnlessToldNotTo() throws Exception {
        assertThat(onTerminal("TERM", "xterm"))
                .anyMatch(line -> line.contains(ESCAPE + "[") && line.contains("FAIL"))
                .anyMatch(line -> line.contains(ESCAPE + "[1munset SIDETONE_WAIT"));
        assertThat(onTerminal("NO_COLOR", "1"))
                .anyMatch(line -> line.startsWith("FAIL"))
                .noneMatch(line -> line.contains(ESCAPE));
    }

    private List<String> onTerminal(String variable, String value) throws Exception {
        Map<String, String> all = new HashMap<>(faults("xterm"));
        all.put(variable, value);
        return broken(ServerProcess.onTerminal(folder, all, arguments()));
    }

    private static Map<String, String> faults(String term) {
        return Map.of("SIDETONE_WAIT", "never", "TERM", term, "NO_COLOR", "");
    }

    private String[] arguments() throws Exception {
        Files.writeString(folder.resolve("c.yaml"), "prot: 1\n");
        return new String[] {"doctor", "--config", "c.yaml"};
    }

    private static List<String> broken(ServerProcess doctor) throws Exception {
        try (doctor) {
            List<String> lines = doctor.lines();
            assertThat(doctor.exitCode()).isEqualTo(1);
            return lines;
        }
    }
}
