/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.stat.CountersReading;
import dev.sidetone.server.stat.CountersSnapshot;
import dev.sidetone.server.stat.RunningServers;
import dev.sidetone.server.stat.StatLines;
import dev.sidetone.server.stat.StatScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sidetone stat}: a running server's counters and latencies, from its counters file; the
 * server is not asked and does not notice. Exit code 1: there is no such server.
 */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description = "Shows a running server's counters and latencies, each second anew.")
final class StatCommand implements Callable<Integer> {
    private static final int NO_SUCH_SERVER = 1;
    private static final long EVERY_MS = 1000;
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--pid",
            paramLabel = "P",
            description = "Which server; needed when several run.")
    private @Nullable Long pid;

    @Option(
            names = "--once",
            description = "Prints every value once as \"key value\", for scripts.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        try (CountersReading server = new RunningServers(System.getenv()).open(pid)) {
            if (once) {
                StatLines.of(server.read(System.nanoTime())).forEach(out()::println);
                out().flush();
            } else {
                watch(server);
            }
            return 0;
        } catch (IOException none) {
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            err.println("sidetone: " + none.getMessage());
            err.flush();
            return NO_SUCH_SERVER;
        }
    }

    private void watch(CountersReading server) throws InterruptedException {
        boolean terminal = Screen.onTerminal();
        Ansi ansi = Screen.colour();
        CountersSnapshot before = server.read(System.nanoTime());
        while (server.isAlive()) {
            Thread.sleep(EVERY_MS);
            CountersSnapshot now = server.read(System.nanoTime());
            if (terminal) {
                out().print(HOME_AND_CLEAR);
            }
            StatScreen.of(before, now, System.currentTimeMillis())
                    .forEach(line -> line(ansi, line));
            if (!terminal) {
                out().println();
            }
            out().flush();
            before = now;
        }
        out().println("the server with pid " + before.pid() + " has ended");
        out().flush();
    }

    private void line(Ansi ansi, StatScreen.Line line) {
        out().println(
                        switch (line.tone()) {
                            case PLAIN -> line.text();
                            case HEAD -> ansi.string("@|bold " + line.text() + "|@");
                            case HOT -> ansi.string("@|red " + line.text() + "|@");
                        });
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
