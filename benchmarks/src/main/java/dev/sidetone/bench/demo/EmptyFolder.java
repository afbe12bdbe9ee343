/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with nothing in it, for a server that is to have the built-in agents and no others. Gone
 * when closed.
 */
public record EmptyFolder(Path path) implements AutoCloseable {

    /** Makes one among the system's temporary files. */
    public static EmptyFolder make() throws IOException {
        return new EmptyFolder(Files.createTempDirectory("sidetone-no-agents-"));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
