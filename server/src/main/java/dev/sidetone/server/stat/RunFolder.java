/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder in which this user's running servers leave their counters: {@code SIDETONE_RUN_DIR},
 * or the first that can be used of {@code $XDG_RUNTIME_DIR/sidetone}, {@code
 * /dev/shm/sidetone-USER} and {@code sidetone-USER} in the folder for temporary files. The first
 * ones are memory: writing back a mapped page to a disk would hold up the worker that counts on it.
 * A folder that was not named by the operator must be this user's alone, since anybody may have
 * made one of that name before. At the start, any thread.
 */
public final class RunFolder {
    /** Names the folder. */
    public static final String VARIABLE = "SIDETONE_RUN_DIR";

    private static final String NAME = "sidetone";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final FileAttribute<Set<PosixFilePermission>> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private RunFolder() {}

    /** Where a server of this user may have left its file, the preferred place first. */
    public static List<Path> candidates(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return List.of(Path.of(named));
        }
        List<Path> folders = new ArrayList<>();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            folders.add(Path.of(runtime, NAME));
        }
        String ofUser = NAME + "-" + System.getProperty("user.name", "user").replaceAll("\\W", "_");
        if (Files.isDirectory(SHARED_MEMORY)) {
            folders.add(SHARED_MEMORY.resolve(ofUser));
        }
        folders.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp"), ofUser));
        return folders;
    }

    /**
     * Finds or makes the folder.
     *
     * @throws IOException when none can be used; says why for the last one that was tried
     */
    public static Path open(Map<String, String> environment) throws IOException {
        boolean named = !environment.getOrDefault(VARIABLE, "").isEmpty();
        IOException last = new IOException("no folder to try");
        for (Path folder : candidates(environment)) {
            try {
                return open(folder, named);
            } catch (IOException unusable) {
                last = unusable;
            } catch (UnsupportedOperationException withoutPermissions) {
                last = new IOException(folder + ": has no POSIX permissions", withoutPermissions);
            }
        }
        throw last;
    }

    private static Path open(Path folder, boolean named) throws IOException {
        if (named) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, OWN);
            }
        } else {
            // one level only: a runtime folder that is not there is not ours to make
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder, OWN);
            }
            requireOwn(folder);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": cannot be written to");
        }
        return folder;
    }

    private static void requireOwn(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + ": expected a folder");
        }
        Set<PosixFilePermission> others =
                EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
        others.retainAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (!others.isEmpty()) {
            throw new IOException(folder + ": open to others; expected mode 700");
        }
        // a file that we make is ours, whatever name the user goes by here
        Path probe = Files.createTempFile(folder, ".probe", "");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(folder + ": belongs to another user");
            }
        } finally {
            Files.delete(probe);
        }
    }
}
