/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import dev.sidetone.media.metrics.CounterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server keeps its counters: in a file that {@code sidetone stat} reads, or, where none can
 * be made or none is wanted, in memory alone. Opened once and closed by the thread that runs the
 * server; {@link #published} is any one thread's.
 */
public final class CounterHome implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CounterHome.class);

    private final @Nullable Map<String, String> environment;
    private final long pid;
    private final long startMs;
    private volatile @Nullable CountersFile file;

    private CounterHome(@Nullable Map<String, String> environment, long pid, long startMs) {
        this.environment = environment;
        this.pid = pid;
        this.startMs = startMs;
    }

    /** Nobody outside reads them: a server inside a test. */
    public static CounterHome inMemory() {
        return new CounterHome(null, 0, 0);
    }

    /** In this user's run folder, under this process's id. */
    public static CounterHome inRunFolder(Map<String, String> environment, long startMs) {
        return new CounterHome(Map.copyOf(environment), ProcessHandle.current().pid(), startMs);
    }

    /** Makes the store, and removes what servers that are gone have left. */
    public CounterStore open(int workers, int capacity) {
        if (environment == null) {
            return CounterStore.inMemory(capacity);
        }
        try {
            Path folder = RunFolder.open(environment);
            CountersFile.sweep(folder);
            CountersFile made = CountersFile.create(folder, pid, startMs, workers, capacity);
            file = made;
            LOG.info("counters in {}", made.file());
            return made.store();
        } catch (IOException | UnsupportedOperationException unusable) {
            LOG.warn(
                    "no counters file, sidetone stat will not see this server: {}; set {} to a"
                            + " folder of this user's",
                    unusable.getMessage(),
                    RunFolder.VARIABLE);
            return CounterStore.inMemory(capacity);
        }
    }

    /** Gauges were written. */
    public void published(long nowMs) {
        CountersFile open = file;
        if (open != null) {
            open.published(nowMs);
        }
    }

    @Override
    public void close() {
        CountersFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                LOG.warn("{} could not be removed: {}", open.file(), failed.getMessage());
            }
        }
    }
}
