/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/**
 * Recordings, models and corpora too large for the repository, kept in a folder {@code shared}
 * beside the checkout. A test that needs one asks here: when it is absent the test is skipped, and
 * the skip is written to {@code target/shared-skips.txt} of the module, which {@code .ci/run}
 * refuses where the folder exists.
 */
public final class SharedMaterial {

    private static final Path SKIPS = Path.of("target", "shared-skips.txt");

    private SharedMaterial() {}

    /** The file or folder below {@code shared}; skips the calling test when there is none. */
    public static Path require(String relative) {
        Path path = folder().resolve(relative);
        if (!Files.exists(path)) {
            String line = "shared/" + relative + " is missing";
            note(line);
            // Surefire counts a skipped test and does not say why.
            System.out.println(
                    "skipped: " + line + " (recordings for development, not in a clone)");
            Assumptions.abort(line);
        }
        return path;
    }

    private static Path folder() {
        Path root = Path.of(System.getProperty("sidetone.root", "..")).toAbsolutePath().normalize();
        return root.resolveSibling("shared");
    }

    private static void note(String line) {
        try {
            Files.createDirectories(SKIPS.getParent());
            Files.writeString(
                    SKIPS,
                    line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
