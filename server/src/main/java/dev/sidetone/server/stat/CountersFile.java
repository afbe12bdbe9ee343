/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import dev.sidetone.media.metrics.CounterStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A server's counters in a mapped file, {@code PID.counters}, that other processes read without
 * asking the server. Made and closed by the thread that runs the server; values are written through
 * {@link #store}, each by its owner. Closing removes the file; the mapping stays until the process
 * ends, so that whoever still counts hurts nobody.
 */
final class CountersFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final UnsafeBuffer header;
    private final CounterStore store;

    private CountersFile(Path file, FileChannel channel, UnsafeBuffer header, CounterStore store) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.store = store;
    }

    /**
     * Makes the file; it appears under its name complete, locked, and with the layout's version.
     *
     * @throws IOException when it cannot be made, or there is no room for it
     */
    static CountersFile create(Path folder, long pid, long startMs, int workers, int capacity)
            throws IOException {
        Path file = CountersLayout.fileOf(folder, pid);
        Path growing = folder.resolve("." + pid + ".new");
        Files.deleteIfExists(growing);
        FileChannel channel =
                FileChannel.open(
                        growing,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() == null) {
                throw new IOException(growing + ": locked by another process");
            }
            CountersFile made = map(file, channel, capacity);
            made.fillHeader(pid, startMs, workers, capacity);
            Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            Files.deleteIfExists(growing);
            throw failed;
        }
    }

    private static CountersFile map(Path file, FileChannel channel, int capacity)
            throws IOException {
        int names = CounterStore.metadataBytes(capacity);
        int values = CounterStore.valueBytes(capacity);
        int size = CountersLayout.HEADER_BYTES + names + values;
        // written, not only sized: a hole that finds no room when it is first counted on would kill
        // the process
        ByteBuffer zeros = ByteBuffer.allocate(size);
        while (zeros.hasRemaining()) {
            channel.write(zeros);
        }
        MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        return new CountersFile(
                file,
                channel,
                new UnsafeBuffer(mapped, 0, CountersLayout.HEADER_BYTES),
                new CounterStore(
                        new UnsafeBuffer(mapped, CountersLayout.HEADER_BYTES, names),
                        new UnsafeBuffer(mapped, CountersLayout.HEADER_BYTES + names, values)));
    }

    private void fillHeader(long pid, long startMs, int workers, int capacity) {
        header.putInt(CountersLayout.WORKERS_OFFSET, workers);
        header.putLong(CountersLayout.MAGIC_OFFSET, CountersLayout.MAGIC);
        header.putLong(CountersLayout.PID_OFFSET, pid);
        header.putLong(CountersLayout.START_OFFSET, startMs);
        header.putInt(CountersLayout.NAMES_LENGTH_OFFSET, CounterStore.metadataBytes(capacity));
        header.putInt(CountersLayout.VALUES_LENGTH_OFFSET, CounterStore.valueBytes(capacity));
        header.putIntRelease(CountersLayout.VERSION_OFFSET, CountersLayout.VERSION);
    }

    CounterStore store() {
        return store;
    }

    Path file() {
        return file;
    }

    /** Gauges were written; readers see from it that the server's own round goes on. */
    void published(long nowMs) {
        header.putLongRelease(CountersLayout.PUBLISHED_OFFSET, nowMs);
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
        }
    }

    /** Removes the files of servers that are gone; returns how many. */
    static int sweep(Path folder) throws IOException {
        int swept = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (CountersLayout.pidOf(file).isPresent() && !isAlive(file)) {
                    Files.deleteIfExists(file);
                    swept++;
                }
            }
        }
        return swept;
    }

    /** True while the server that made the file runs. */
    static boolean isAlive(Path file) throws IOException {
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = reading.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException ownProcess) {
            return true;
        }
    }
}
