/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A download that is not whole yet: {@code NAME.part}, locked while it is written, and beside it
 * {@code NAME.part.from}, which says of what it is a part, so that a later run can go on. One
 * thread; closed by whoever opened it.
 */
final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path origin;
    private final FileChannel channel;

    /**
     * Of what a file is a part.
     *
     * @param source where it came from
     * @param validator strong ETag or Last-Modified of that version
     */
    record Origin(String source, String validator) {}

    private PartialFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.origin = part.resolveSibling(part.getFileName() + ".from");
        this.channel = channel;
    }

    /**
     * Opens the partial file of a target, making its folder.
     *
     * @throws PullException when another process writes it, or it cannot be written
     */
    static PartialFile open(Path target) throws PullException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new PullException("another sidetone models pull is writing " + part);
            }
            return new PartialFile(target, part, channel);
        } catch (IOException unwritable) {
            throw new PullException("cannot write " + part + ": " + unwritable, unwritable);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException withinThisProcess) {
            return false;
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Of what it is a part; null when nobody noted it. */
    @Nullable Origin origin() throws IOException {
        try {
            List<String> lines = Files.readAllLines(origin);
            return lines.size() == 2 ? new Origin(lines.get(0), lines.get(1)) : null;
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** Begins anew, with a part of this; null when it cannot be told later what it is a part of. */
    void restart(@Nullable Origin from) throws IOException {
        channel.truncate(0);
        if (from == null) {
            Files.deleteIfExists(origin);
        } else {
            Files.write(origin, List.of(from.source(), from.validator()));
        }
    }

    void append(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        channel.position(channel.size());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * All of it, through the channel that holds the lock: on POSIX a process loses its locks on a
     * file when it closes any descriptor of it.
     */
    byte[] content() throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (whole.hasRemaining() && channel.read(whole, whole.position()) >= 0) {
            // until all is read
        }
        return Arrays.copyOf(whole.array(), whole.position());
    }

    /** It is whole: it becomes the target, at once or not at all. */
    void publish() throws IOException {
        channel.force(true);
        Files.move(
                part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(origin);
    }

    /** Nothing of it is of use. */
    void discard() throws IOException {
        channel.truncate(0);
        Files.deleteIfExists(origin);
    }

    /** An empty one is not left behind. */
    @Override
    public void close() throws IOException {
        boolean empty = channel.size() == 0;
        channel.close();
        if (empty) {
            Files.deleteIfExists(part);
        }
    }
}
