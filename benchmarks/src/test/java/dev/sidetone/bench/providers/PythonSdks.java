/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The vendors' Python SDKs in a virtual environment under {@code target/}, which {@code .ci/run}
 * makes by {@code .ci/python-sdks}. Where it is missing the calling test is skipped and says why.
 */
final class PythonSdks {

    private static final Path PYTHON = Path.of("target", "python-sdks", "bin", "python");

    private final Path scripts;

    PythonSdks(Path folder) {
        if (!Files.isExecutable(PYTHON)) {
            String line =
                    "the Python SDKs are not installed (run .ci/python-sdks; it needs Python >= 3.10"
                            + " and PyPI)";
            System.out.println("skipped: " + line);
            Assumptions.abort(line);
        }
        scripts = folder;
    }

    /** Runs a script of this package; what it printed, which is JSON. */
    String run(String script, String... arguments) throws Exception {
        Path file = scripts.resolve(script);
        try (var source = PythonSdks.class.getResourceAsStream(script)) {
            if (source == null) {
                throw new IOException(script + " is not on the class path");
            }
            Files.write(file, source.readAllBytes());
        }
        List<String> command =
                new ArrayList<>(List.of(PYTHON.toAbsolutePath().toString(), file.toString()));
        command.addAll(List.of(arguments));
        Path errors = scripts.resolve(script + ".err");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(script + " failed: " + Files.readString(errors));
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
