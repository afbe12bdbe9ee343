/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone stat} against a server in a process of its own. */
@Tag("system")
@Timeout(180)
final class StatCommandSystemTest {
    private static final int FRAMES = 50;
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final String BOLD = "\u001b[1m";

    @TempDir private Path folder = Path.of("");

    private Map<String, String> environment() {
        return Map.of(
                "SIDETONE_RUN_DIR", folder.resolve("run").toString(),
                "SIDETONE_WORKERS", "1",
                "SIDETONE_DRAIN_TIME", "0s",
                "SIDETONE_LOG_LEVEL", "INFO");
    }

    @Test
    void shouldTellAScriptWhatTheServerCountsAndThatNoneIsThereOnceItHasEnded() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                ServerProcess server =
                        ServerProcess.start(folder, environment(), "serve", "--port", "0")) {
            URI uri = server.ready();
            MediaSocket caller = MediaSocket.open(client, uri, "1").start();
            for (int frame = 0; frame < FRAMES; frame++) {
                caller.media(new byte[160]).nextAudio();
            }
            Map<String, String> values = once();
            assertThat(values)
                    .containsEntry("workers", "1")
                    .containsEntry("pid", Long.toString(server.pid()))
                    .containsEntry("calls_opened", "1")
                    .containsEntry("calls_ended", "0")
                    .containsEntry("frames_in", Integer.toString(FRAMES))
                    .containsEntry("worker.0.frames_in", Integer.toString(FRAMES))
                    .containsEntry("terminations.caller_hung_up", "0")
                    .containsKeys(
                            "worker.0.cycle_longest_1s_ns",
                            "latency.mrl_server.p99_us",
                            "provider.stt.embedded.state",
                            "heap_used_bytes");
            assertThat(threadNames(server.pid())).contains("media-worker-0");
            caller.close();
            caller.closing();
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        assertThat(folder.resolve("run")).isEmptyDirectory();
        Stat none = stat("--once");
        assertThat(none.exitCode()).isOne();
        assertThat(none.errors()).contains("no server is running", "SIDETONE_RUN_DIR");
    }

    @Test
    void shouldShowScreensWithoutColourWhereThereIsNoTerminalUntilTheServerEnds() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, environment(), "serve", "--port", "0")) {
            server.ready();
            Path own = Files.createTempDirectory(folder, "stat");
            try (ServerProcess live = ServerProcess.start(own, environment(), "stat")) {
                assertThat(live.nextLine())
                        .startsWith("sidetone pid " + server.pid() + "   up ")
                        .contains("   1 workers   heap ");
                server.terminate();
                List<String> lines = live.lines();
                assertThat(lines.getFirst()).startsWith("calls    live 0 of 2000 ");
                assertThat(lines)
                        .anyMatch(line -> line.startsWith("worker "))
                        .anyMatch(line -> line.startsWith("latency, last minute "))
                        .anyMatch(line -> line.startsWith("provider stt/embedded ok "))
                        .allMatch(line -> line.length() <= 80 && !line.contains("\u001b"));
                assertThat(lines.getLast())
                        .isEqualTo("the server with pid " + server.pid() + " has ended");
                assertThat(live.exitCode()).isZero();
            }
        }
    }

    /** Bold heads are the colour that is always there. */
    @Test
    void shouldColourOnATerminalUnlessToldNotTo() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, environment(), "serve", "--port", "0")) {
            server.ready();
            assertThat(firstScreen("TERM", "xterm")).contains(CLEAR, BOLD + "worker ");
            assertThat(firstScreen("NO_COLOR", "1")).contains(CLEAR + "sidetone ", "\nworker ");
            assertThat(firstScreen("NO_COLOR", "")).contains(CLEAR, BOLD + "worker ");
            assertThat(firstScreen("TERM", "dumb")).doesNotContain("\u001b");
        }
    }

    /** Of a stat on a terminal, as far as its latencies. */
    private String firstScreen(String variable, String value) throws Exception {
        Map<String, String> all = new HashMap<>(environment());
        all.put("TERM", "xterm");
        all.put(variable, value);
        Path own = Files.createTempDirectory(folder, "stat");
        try (ServerProcess live = ServerProcess.onTerminal(own, all, "stat")) {
            StringBuilder screen = new StringBuilder();
            String line = live.nextLine();
            while (line != null && !line.contains("latency, last minute")) {
                screen.append(line).append('\n');
                line = live.nextLine();
            }
            return screen.toString();
        }
    }

    @Test
    void shouldSweepWhatAKilledServerLeft() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        try (ServerProcess killed =
                ServerProcess.start(folder, environment(), "serve", "--port", "0")) {
            killed.ready();
            Path left = run.resolve(killed.pid() + ".counters");
            assertThat(left).exists();
            killed.kill();
            Stat gone = stat("--once", "--pid", Long.toString(killed.pid()));
            assertThat(gone.exitCode()).isOne();
            assertThat(gone.errors()).contains("is gone");
            try (ServerProcess next =
                    ServerProcess.start(folder, environment(), "serve", "--port", "0")) {
                next.ready();
                assertThat(left).doesNotExist();
                assertThat(once()).containsEntry("pid", Long.toString(next.pid()));
            }
        }
    }

    /** As the kernel knows them, and so those who pin threads. */
    private static List<String> threadNames(long pid) throws Exception {
        List<String> names = new ArrayList<>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        }
        return names;
    }

    private record Stat(int exitCode, List<String> lines, String errors) {}

    private Stat stat(String... options) throws Exception {
        Path own = Files.createTempDirectory(folder, "stat");
        List<String> arguments = new ArrayList<>(List.of("stat"));
        arguments.addAll(List.of(options));
        try (ServerProcess process =
                ServerProcess.start(own, environment(), arguments.toArray(String[]::new))) {
            List<String> lines = process.lines();
            int code = process.exitCode();
            return new Stat(code, lines, process.errors());
        }
    }

    private Map<String, String> once() throws Exception {
        Stat stat = stat("--once");
        assertThat(stat.exitCode()).as(stat.errors()).isZero();
        return stat.lines().stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
