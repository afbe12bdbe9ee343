/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * Where counters and gauges lie: named 64-bit values in Agrona's counters layout, each on cache
 * lines of its own, in memory or in a file that other processes map. The thread that builds the
 * server adds them; what is added stays as long as the process, and who may write it is its owner's
 * to say. When full, adding throws: the capacity is a matter of the build, not of the load.
 */
public final class CounterStore {
    private final CountersManager manager;

    /** What a value does over time. Stands as its type in the layout. */
    public enum Kind {
        /** Only grows, from 0. */
        COUNTER(1),
        /** Goes up and down. */
        GAUGE(2);

        private final int typeId;

        Kind(int typeId) {
            this.typeId = typeId;
        }

        /** The type id in Agrona's metadata. */
        public int typeId() {
            return typeId;
        }
    }

    /** Over two buffers of zeros, sized by {@link #metadataBytes} and {@link #valueBytes}. */
    public CounterStore(AtomicBuffer metadata, AtomicBuffer values) {
        this.manager = new CountersManager(metadata, values);
    }

    /** One in this process's own memory. */
    public static CounterStore inMemory(int capacity) {
        return new CounterStore(zeros(metadataBytes(capacity)), zeros(valueBytes(capacity)));
    }

    /** Bytes of names for so many values. */
    public static int metadataBytes(int capacity) {
        return Math.multiplyExact(capacity, CountersReader.METADATA_LENGTH);
    }

    /** Bytes of so many values. */
    public static int valueBytes(int capacity) {
        return Math.multiplyExact(capacity, CountersReader.COUNTER_LENGTH);
    }

    /** Room for the counters and gauges of so many workers, and the shared counters. */
    public static int capacityFor(int workers) {
        return (workers + 1) * MediaCounter.all().size() + workers * WorkerGauge.all().size();
    }

    /**
     * Adds a value at 0.
     *
     * @param label its name, unlike any other's
     */
    public AtomicCounter add(String label, Kind kind) {
        return manager.newCounter(label, kind.typeId());
    }

    private static AtomicBuffer zeros(int bytes) {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, BitUtil.CACHE_LINE_LENGTH));
    }
}
