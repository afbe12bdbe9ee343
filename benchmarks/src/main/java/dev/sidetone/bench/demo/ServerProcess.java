/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server as a child process: same java, same flags and same class path as this process, so that
 * what the launcher chose for one holds for both. Its output goes to a log file. Ended by {@link
 * #close}, by its process handle, and by nothing else.
 */
public final class ServerProcess implements AutoCloseable {

    private static final String MAIN = "dev.sidetone.server.Main";
    private static final String READY = "ready ";
    private static final List<String> CONFIGURING = List.of("SIDETONE_", "TWILIO_");
    private static final String LOG_LEVEL = "SIDETONE_LOG_LEVEL";

    /**
     * What the child may give calls that still run when it is told to end. The one call it is there
     * for is over by then.
     */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /**
     * What may follow the drain: 2 s for calls told to end, 5 s each for workers and records, 2 s
     * for a speech thread that hangs.
     */
    static final Duration STOP = DRAIN.plusSeconds(20);

    private static final int TAIL_LINES = 12;

    private final Process process;
    private final Thread reader;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();
    private final Deque<String> tail = new ArrayDeque<>();

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("sidetone-server-output").start(() -> follow(log));
    }

    /**
     * Starts {@code serve} with these arguments.
     *
     * @param environment the server's configuration; of this process's own variables it gets those
     *     that {@link #environment} leaves
     * @param log where its output goes
     */
    public static ServerProcess start(
            List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.add("serve");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment(System.getenv(), environment));
        return new ServerProcess(builder.start(), log);
    }

    /**
     * The child's environment: this process's own without what configures a server, so that it runs
     * as it was asked to and not as the user's shell runs another; only how much it logs is theirs
     * to say. A drain time longer than the wait for the end would have calls cut and the log
     * unfinished, so that is ours to say.
     */
    static Map<String, String> environment(Map<String, String> own, Map<String, String> given) {
        Map<String, String> all = new HashMap<>(own);
        all.keySet()
                .removeIf(name ->
                        !name.equals(LOG_LEVEL) && CONFIGURING.stream().anyMatch(name::startsWith));
        all.putAll(given);
        all.put("SIDETONE_DRAIN_TIME", DRAIN.toSeconds() + "s");
        return all;
    }

    /**
     * This JVM's flags without those that only one process can have: a debugger's or profiler's
     * port, a flight recording.
     */
    static List<String> flags(List<String> own) {
        return own.stream()
                .filter(flag ->
                        !flag.startsWith("-agent")
                                && !flag.startsWith("-javaagent")
                                && !flag.startsWith("-Xrun"))
                .filter(flag ->
                        !flag.startsWith("-XX:StartFlightRecording")
                                && !flag.startsWith("-Dcom.sun.management.jmxremote"))
                .toList();
    }

    /**
     * Waits for the server's {@code ready} line. The exception tells what the server said instead.
     */
    public URI awaitReady(Duration limit) throws IOException, InterruptedException {
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new IOException(
                    "the server was not ready within "
                            + limit.toSeconds()
                            + " s; it said:\n"
                            + said());
        } catch (ExecutionException _) {
            throw new IOException("the server ended before it was ready; it said:\n" + said());
        }
    }

    /** The child's process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Waits until the child ends by itself. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /**
     * Asks the server to end (SIGTERM), waits for it to drain, and ends it the hard way if it does
     * not.
     */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String said() {
        synchronized (tail) {
            return tail.isEmpty() ? "(nothing)" : String.join("\n", tail);
        }
    }

    private void follow(Path log) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                Writer file = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.append(line).append('\n').flush();
                remember(line);
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length()).strip()));
                }
            }
            ready.completeExceptionally(new IOException("ended"));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            ready.completeExceptionally(e);
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL_LINES) {
                tail.removeFirst();
            }
        }
    }
}
