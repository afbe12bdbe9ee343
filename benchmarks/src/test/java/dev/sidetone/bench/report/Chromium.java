/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium of this machine. Where there is none the calling test is skipped and says so.
 */
public final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long LIMIT_S = 120;

    private final Path program;
    private final Path folder;

    private Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * What a page had become when all its scripts had run.
     *
     * @param dom the page
     * @param console what it wrote to the console, errors among it
     */
    record Loaded(String dom, String console) {}

    /** One that keeps its profile in this folder. */
    static Chromium here(Path folder) {
        return new Chromium(program(), folder);
    }

    /** The browser's program; skips the test where there is none. */
    public static Path program() {
        for (String path : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            for (String name : NAMES) {
                Path program = Path.of(path, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        String line = "no Chromium on the PATH: the pages are not looked at in a browser";
        System.out.println("skipped: " + line);
        Assumptions.abort(line);
        throw new AssertionError("unreachable");
    }

    /** Loads a page, lets its time pass, and reads it. */
    Loaded load(Path page) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom.html");
        Path log = folder.resolve("chromium.log");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--mute-audio",
                        "--autoplay-policy=no-user-gesture-required",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        page.toUri().toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(dom.toFile())
                        .redirectError(log.toFile())
                        .start();
        try {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("Chromium failed: " + read(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String console =
                read(log)
                        .lines()
                        .filter(line -> line.contains("CONSOLE"))
                        .reduce("", (all, line) -> all + line + "\n");
        return new Loaded(read(dom), console);
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
