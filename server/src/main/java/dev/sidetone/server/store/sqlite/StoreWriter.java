/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.server.store.CallStore;
import dev.sidetone.server.store.StoreRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the file, {@code store-writer}. Takes what has gathered, writes it in
 * one transaction, and tells whose end is kept once that is committed. While the file does not let
 * itself be written it keeps what it has and tries again: what comes meanwhile waits in the queue,
 * and is refused when that is full. A record that the file does not take for its own sake is
 * dropped alone.
 */
final class StoreWriter {
    static final int BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    /** So much is gathered before a commit: some 50 of them a second at most. */
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How long a closing store tries to write to a file that does not take it. */
    private static final long LAST_TRIES_NS = TimeUnit.SECONDS.toNanos(2);

    private static final long CLOSE_LIMIT_MS = 10_000;

    private final StoreQueue queue;
    private final Connection connection;
    private RecordStatements statements;
    private final Retention retention;
    private final Counters counters;
    private final CallStore.Listener listener;
    private final Thread thread;
    private final List<StoreRecord> batch = new ArrayList<>(BATCH);
    private volatile @Nullable SqliteFault failing;
    private volatile boolean closing;
    private long lastTriesNs;

    StoreWriter(
            StoreQueue queue,
            Connection connection,
            Retention retention,
            Counters counters,
            CallStore.Listener listener)
            throws SQLException {
        this.queue = queue;
        this.connection = connection;
        this.statements = new RecordStatements(connection);
        this.retention = retention;
        this.counters = counters;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    OfferResult offer(StoreRecord entry) {
        OfferResult taken = closing ? OfferResult.CLOSED : queue.offer(entry);
        if (taken != OfferResult.ACCEPTED) {
            counters.increment(MediaCounter.STORE_REFUSED);
        }
        return taken;
    }

    /** Why nothing can be written just now; null while all is well. */
    @Nullable SqliteFault failing() {
        return failing;
    }

    private void run() {
        while (true) {
            boolean last = closing;
            queue.take(batch, BATCH - batch.size());
            if (!batch.isEmpty()) {
                writeOrDrop();
            } else if (last) {
                break;
            } else {
                queue.await(IDLE_NS);
            }
            if (last && failing != null && System.nanoTime() - lastTriesNs >= LAST_TRIES_NS) {
                break;
            }
            if (failing == null || failing == SqliteFault.FULL) {
                retain();
            }
            pause();
        }
        giveUpTheRest();
        closeQuietly();
    }

    /** Between two tries of a file that fails, and so that a commit has more than one record. */
    private void pause() {
        if (failing != null) {
            queue.pause(closing ? GATHER_NS : RETRY_NS);
        } else if (!closing && queue.size() < BATCH) {
            queue.pause(GATHER_NS);
        }
    }

    /** A fault of our own must not end the thread, here as in {@link #retain}. */
    private void writeOrDrop() {
        try {
            write();
        } catch (RuntimeException | Error fault) {
            counters.add(MediaCounter.STORE_RECORDS_BROKEN, batch.size());
            LOG.error("{} records could not be written", batch.size(), fault);
            batch.clear();
        }
    }

    private void write() {
        try {
            commit(batch);
            written(batch);
            batch.clear();
            recovered();
        } catch (SQLException failed) {
            SqliteFault fault = SqliteFault.of(failed);
            if (fault.ofTheFile()) {
                failed(fault, failed);
            } else {
                writeEachAlone();
            }
        }
    }

    /** After a failure the driver refuses a prepared statement once more, for nothing. */
    private void commit(List<StoreRecord> entries) throws SQLException {
        try {
            Transaction.run(
                    connection,
                    () -> {
                        for (StoreRecord entry : entries) {
                            statements.write(entry);
                        }
                    });
        } catch (SQLException failed) {
            statements.close();
            statements = new RecordStatements(connection);
            throw failed;
        }
    }

    /** One of them is wrong, and must not hold up the others. */
    private void writeEachAlone() {
        while (!batch.isEmpty()) {
            StoreRecord entry = batch.getFirst();
            try {
                commit(List.of(entry));
                written(List.of(entry));
            } catch (SQLException failed) {
                SqliteFault fault = SqliteFault.of(failed);
                if (fault.ofTheFile()) {
                    failed(fault, failed);
                    return;
                }
                counters.increment(MediaCounter.STORE_RECORDS_BROKEN);
                LOG.error("a record does not fit the store: {}", SqliteFile.told(failed));
            }
            batch.removeFirst();
        }
        recovered();
    }

    private void written(List<StoreRecord> entries) {
        counters.add(MediaCounter.STORE_WRITTEN, entries.size());
        for (StoreRecord entry : entries) {
            if (entry instanceof StoreRecord.Ended) {
                listener.stored(entry.call());
            }
        }
    }

    private void failed(SqliteFault fault, SQLException failure) {
        counters.increment(MediaCounter.STORE_WRITES_FAILED);
        if (failing != fault) {
            LOG.error(
                    "the store {}; calls go on, their records wait as long as there is room ({})",
                    fault.says(),
                    SqliteFile.told(failure));
            failing = fault;
        }
    }

    private void recovered() {
        if (failing != null) {
            LOG.warn("the store takes records again");
            failing = null;
        }
    }

    private void retain() {
        try {
            counters.add(MediaCounter.STORE_EXPIRED, retention.round(connection));
        } catch (SQLException failed) {
            counters.increment(MediaCounter.STORE_WRITES_FAILED);
            LOG.warn("old calls could not be deleted: {}", SqliteFile.told(failed));
        } catch (RuntimeException | Error fault) {
            counters.increment(MediaCounter.STORE_WRITES_FAILED);
            LOG.error("old calls could not be deleted", fault);
        }
    }

    private void giveUpTheRest() {
        int lost = 0;
        for (; !batch.isEmpty(); queue.take(batch, BATCH)) {
            lost += batch.size();
            batch.clear();
        }
        if (lost > 0) {
            counters.add(MediaCounter.STORE_REFUSED, lost);
            LOG.error("{} records of calls could not be stored and are lost", lost);
        }
    }

    private void closeQuietly() {
        try {
            statements.close();
            connection.close();
        } catch (SQLException failed) {
            LOG.warn("the store did not close well: {}", SqliteFile.told(failed));
        }
    }

    /** Writes what was taken, as far as the file lets it. */
    void close() {
        lastTriesNs = System.nanoTime();
        closing = true;
        queue.wake();
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
