/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A command line of {@code sidetone} as a process: same java, flags and class path as this one. */
final class SidetoneCommand implements AutoCloseable {

    private static final String MAIN = "dev.sidetone.bench.Main";

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final FutureTask<Void> reading = new FutureTask<>(this::read);

    /** Nothing more will be said; under the lock of what was. */
    private boolean silent;

    private SidetoneCommand(Process process) {
        this.process = process;
        Thread.ofVirtual().start(reading);
    }

    /** Starts a command; both its outputs are read as one, and neither is a terminal. */
    static SidetoneCommand start(String... arguments) throws IOException {
        return start(Path.of(""), FrontDesk.PATIENT, arguments);
    }

    /** The same in a folder and with variables of its own. */
    static SidetoneCommand start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(folder, environment, command -> command, arguments);
    }

    /** The same on a terminal of its own, by {@code script} of util-linux. */
    static SidetoneCommand onTerminal(
            Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(
                folder,
                environment,
                command ->
                        List.of(
                                "/usr/bin/script",
                                "-qfec",
                                "'" + String.join("' '", command) + "'",
                                "/dev/null"),
                arguments);
    }

    /** The same as a command that becomes it at last. */
    static SidetoneCommand start(
            Path folder,
            Map<String, String> environment,
            UnaryOperator<List<String>> wrapper,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(wrapper.apply(command)).redirectErrorStream(true);
        builder.directory(folder.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        return new SidetoneCommand(builder.start());
    }

    /** What it has said so far. */
    String said() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Waits for its end; the exit code. */
    int exitCode() throws InterruptedException, ExecutionException {
        int code = process.waitFor();
        reading.get();
        return code;
    }

    /** Waits until it has said something, or ended. */
    void awaitSaid(Predicate<String> something) throws InterruptedException {
        synchronized (output) {
            while (!silent && !something.test(output.toString())) {
                output.wait();
            }
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private Void read() throws IOException {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                    output.notifyAll();
                }
            }
        } finally {
            synchronized (output) {
                silent = true;
                output.notifyAll();
            }
        }
        return null;
    }

    /** Ends it if it still runs, its children too. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
