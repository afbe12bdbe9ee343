/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone call} on a terminal, on one that wants no colour, and into a pipe. */
@Tag("system")
@Timeout(240)
final class CallOnTerminalSystemTest {
    private static final String ERASE_LINE = "\u001b[K";
    private static final Pattern PAINT = Pattern.compile("\u001b\\[\\d+m");
    private static final Pattern PROGRESS = Pattern.compile("\\d+ s, turn 1: the caller speaks");

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldPaintAndTellProgressWhereAPersonLooks() throws Exception {
        Path script = Path.of("/usr/bin/script");
        if (!Files.isExecutable(script)) {
            System.out.println("skipped: " + script + " is missing");
            Assumptions.abort(script + " is missing");
        }
        try (VoiceServer server = TestServers.launch(Map.of());
                SidetoneCommand terminal = onTerminal(server, Map.of("NO_COLOR", ""));
                SidetoneCommand plain = onTerminal(server, Map.of("NO_COLOR", "1"));
                SidetoneCommand piped =
                        SidetoneCommand.start(folder, Map.of("TERM", "xterm"), arguments(server))) {
            ended(terminal);
            assertThat(terminal.said())
                    .contains(ERASE_LINE)
                    .containsPattern(PAINT)
                    .containsPattern(PROGRESS);
            ended(plain);
            assertThat(plain.said()).contains(ERASE_LINE).containsPattern(PROGRESS);
            assertThat(plain.said()).doesNotContainPattern(PAINT);
            ended(piped);
            assertThat(piped.said()).contains("1 caller").doesNotContain("\u001b");
            assertThat(piped.said().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    /** On a machine that made its caller late the run is not valid, which is no matter here. */
    private static void ended(SidetoneCommand command) throws Exception {
        assertThat(command.exitCode()).as(command.said()).isIn(0, 1);
        assertThat(command.said()).contains("ok   every frame comes back, once and in order");
    }

    private SidetoneCommand onTerminal(VoiceServer server, Map<String, String> environment)
            throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("TERM", "xterm"));
        all.putAll(environment);
        return SidetoneCommand.onTerminal(folder, all, arguments(server));
    }

    private static String[] arguments(VoiceServer server) {
        String media = server.uri().toString().replace("http", "ws") + "/twilio/media";
        return new String[] {"call", media, "--agent", "echo", "--say", "one two three"};
    }
}
