/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The program in a process of its own, as an operator runs it, on the test's class path. */
public final class ServerProcess implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private ServerProcess(Process process, Path err) {
        this.process = process;
        this.out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.err = err;
    }

    /** Starts it in {@code folder}, where its standard error goes to a file too. */
    public static ServerProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /** The same with environment variables beside those of this process. */
    public static ServerProcess start(
            Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return launch(folder, environment, "dev.sidetone.server.Main", arguments);
    }

    /** Another program, with the product's JVM flags and nothing of the tests'. */
    public static ServerProcess program(Path folder, Class<?> main) throws IOException {
        return program(folder, Map.of(), main);
    }

    /** The same with environment variables and arguments. */
    public static ServerProcess program(
            Path folder, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        return launch(folder, environment, main.getName(), arguments);
    }

    /**
     * The same on a terminal of its own, by {@code script} of util-linux; skips the test where
     * there is none. What it writes on both outputs is read as one.
     */
    public static ServerProcess onTerminal(
            Path folder, Map<String, String> environment, String... arguments) throws IOException {
        if (!Files.isExecutable(SCRIPT)) {
            System.out.println("skipped: " + SCRIPT + " is missing");
            Assumptions.abort(SCRIPT + " is missing");
        }
        List<String> inner = command("dev.sidetone.server.Main", arguments);
        String line = "'" + String.join("' '", inner) + "'";
        return launch(folder, environment, List.of(SCRIPT.toString(), "-qfec", line, "/dev/null"));
    }

    private static ServerProcess launch(
            Path folder, Map<String, String> environment, String main, String... arguments)
            throws IOException {
        return launch(folder, environment, command(main, arguments));
    }

    private static List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        Path flags =
                Path.of(System.getProperty("sidetone.root", "..")).resolve("config/jvm.options");
        command.add("@" + flags.toAbsolutePath().normalize());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        // the tests' own settings of the log, which come first on this class path, are not the
        // program's
        command.add("-Dlogback.configurationFile=" + program("/logback.xml"));
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    private static ServerProcess launch(
            Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path err = folder.resolve("stderr.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), err);
    }

    private static String program(String resource) {
        var found = ServerProcess.class.getResource(resource);
        if (found == null) {
            throw new IllegalStateException("not on the class path: " + resource);
        }
        return found.toString();
    }

    /** Waits for the line that says where it answers. */
    public URI ready() throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith("ready ")) {
            throw new AssertionError("expected ready, got " + line + "\n" + errors());
        }
        return URI.create(line.substring("ready ".length()));
    }

    /** The next line that it writes; null once it has ended. */
    public @Nullable String nextLine() throws IOException {
        return out.readLine();
    }

    /** Every line it still writes, until it ends. */
    public List<String> lines() throws IOException {
        return out.readAllLines();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end; its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after 60 s");
        }
        return process.exitValue();
    }

    /** All it wrote to standard error so far. */
    public String errors() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
