/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * One server's counters file, as another process reads it. Any one thread; lives until closed. What
 * is read is not one instant's, but each value is whole.
 */
public final class CountersReading implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final UnsafeBuffer header;
    private final CountersReader reader;

    private CountersReading(
            Path file, FileChannel channel, UnsafeBuffer header, CountersReader reader) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @throws IOException with a sentence for a person when it cannot be read or is of another
     *     layout
     */
    static CountersReading open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            if (size < CountersLayout.HEADER_BYTES) {
                throw new IOException(file + ": not a counters file");
            }
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            UnsafeBuffer header = new UnsafeBuffer(mapped, 0, CountersLayout.HEADER_BYTES);
            check(file, header);
            int names = header.getInt(CountersLayout.NAMES_LENGTH_OFFSET);
            int values = header.getInt(CountersLayout.VALUES_LENGTH_OFFSET);
            if (names < 0 || values < 0 || CountersLayout.HEADER_BYTES + names + values > size) {
                throw new IOException(file + ": shorter than it says");
            }
            return new CountersReading(
                    file,
                    channel,
                    header,
                    new CountersReader(
                            new UnsafeBuffer(mapped, CountersLayout.HEADER_BYTES, names),
                            new UnsafeBuffer(mapped, CountersLayout.HEADER_BYTES + names, values)));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void check(Path file, UnsafeBuffer header) throws IOException {
        if (header.getLong(CountersLayout.MAGIC_OFFSET) != CountersLayout.MAGIC) {
            throw new IOException(file + ": not a counters file");
        }
        int version = header.getIntVolatile(CountersLayout.VERSION_OFFSET);
        if (version != CountersLayout.VERSION) {
            throw new IOException(
                    file
                            + ": layout "
                            + version
                            + ", this sidetone reads "
                            + CountersLayout.VERSION
                            + "; use the sidetone that the server was started with");
        }
    }

    /** True while the server runs. */
    public boolean isAlive() {
        try {
            return CountersFile.isAlive(file);
        } catch (IOException gone) {
            return false;
        }
    }

    /** All values now. */
    public CountersSnapshot read(long nowNs) {
        Map<String, Long> values = new TreeMap<>();
        reader.forEach((value, id, label) -> values.put(label, value));
        return new CountersSnapshot(
                header.getLong(CountersLayout.PID_OFFSET),
                header.getLong(CountersLayout.START_OFFSET),
                header.getLongVolatile(CountersLayout.PUBLISHED_OFFSET),
                header.getInt(CountersLayout.WORKERS_OFFSET),
                nowNs,
                values);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
