/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The counters file, byte by byte, little-endian. Then follow names and values as Agrona's <a
 * href="https://github.com/aeron-io/agrona/blob/master/agrona/src/main/java/org/agrona/concurrent/status/CountersReader.java">
 * CountersReader</a> lays them out, 512 and 128 bytes each.
 *
 * <pre>
 *    0  int   layout version; written last, so a file that is being made has 0
 *    4  int   workers
 *    8  long  magic: "SIDETONE" in ASCII
 *   16  long  process id, as the server sees itself
 *   24  long  start of the server, epoch milliseconds
 *   32  int   bytes of names
 *   36  int   bytes of values
 *   40  long  when gauges were last written, epoch milliseconds
 *   48  reserved to 256
 * </pre>
 *
 * The server holds an exclusive lock on the file for as long as it lives, and the kernel lets go of
 * it whatever way the process ends: who gets the lock knows that the server is gone, also where
 * process ids of containers say nothing.
 */
final class CountersLayout {
    static final int VERSION = 1;
    static final long MAGIC = Long.reverseBytes(0x5349_4445_544f_4e45L);

    static final int VERSION_OFFSET = 0;
    static final int WORKERS_OFFSET = 4;
    static final int MAGIC_OFFSET = 8;
    static final int PID_OFFSET = 16;
    static final int START_OFFSET = 24;
    static final int NAMES_LENGTH_OFFSET = 32;
    static final int VALUES_LENGTH_OFFSET = 36;
    static final int PUBLISHED_OFFSET = 40;
    static final int HEADER_BYTES = 256;

    private static final String SUFFIX = ".counters";

    private CountersLayout() {}

    static Path fileOf(Path folder, long pid) {
        return folder.resolve(pid + SUFFIX);
    }

    /** The process id in a file's name; empty when it is no counters file. */
    static OptionalLong pidOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(SUFFIX)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        } catch (NumberFormatException notOurs) {
            return OptionalLong.empty();
        }
    }
}
