/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A trivial echo of media streams, for as long as it is open. */
public interface FloorServer extends AutoCloseable {

    /** Its media socket. */
    URI uri();

    /** Its process, or 0 when it is a thread of this one. */
    long pid();

    /** What it is, for a person. */
    String name();

    @Override
    void close();

    /** The floor in C where it has been built, else one on a thread of this process. */
    static FloorServer start() throws IOException {
        Path built = built();
        return built == null ? new ThreadFloor() : NativeFloor.start(built);
    }

    /** The program that {@code make -C benchmarks/floor} builds, or null. */
    private static @Nullable Path built() {
        try {
            Path at =
                    Path.of(
                            FloorServer.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path up = at.getParent(); up != null; up = up.getParent()) {
                Path program = up.resolve("benchmarks/floor/floor");
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
            return null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    /** The program in a process of its own. */
    final class NativeFloor implements FloorServer {

        private static final String READY = "listening on ";

        private final Process process;
        private final URI uri;

        private NativeFloor(Process process, URI uri) {
            this.process = process;
            this.uri = uri;
        }

        static NativeFloor start(Path program) throws IOException {
            Process process =
                    new ProcessBuilder(program.toString(), "--port", "0")
                            .redirectErrorStream(true)
                            .start();
            // left open: the program writes again when it ends
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            if (line == null || !line.startsWith(READY)) {
                process.destroy();
                throw new IOException(program + " did not start: " + line);
            }
            return new NativeFloor(
                    process, URI.create("ws://" + line.substring(READY.length()).strip() + "/"));
        }

        @Override
        public URI uri() {
            return uri;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public String name() {
            return "echo in C";
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
