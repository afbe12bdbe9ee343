/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import java.util.concurrent.TimeUnit;

/**
 * How a node's media workers run.
 *
 * @param mode how workers get their threads
 * @param workers how many there are
 * @param inboxSlots slots of each worker's inbox, a power of two; each slot has 1 KB of audio
 * @param drainLimit most slots handled in one cycle
 * @param passNs most time that one cycle gives to I/O, and again to the inbox
 * @param cycleNs time from one cycle's start to the next when there is no backlog
 * @param answerCycleNs the same while a caller waits for an answer, where the worker parks between
 *     cycles ({@code density})
 * @param slowCycleNs a cycle that takes longer is counted
 * @param stuckAfterNs a worker whose cycle has not ended for this long is reported stuck
 * @param wakeOnOffer true when an offer from another thread ends the worker's wait ({@code
 *     latency}), false when it waits for the next cycle ({@code density})
 * @param expectedCalls calls per worker that tables are sized for; more are possible, and cost an
 *     allocation
 * @param poolChunks most playout chunks of 1 KB per worker
 */
public record WorkerConfig(
        WorkerMode mode,
        int workers,
        int inboxSlots,
        int drainLimit,
        long passNs,
        long cycleNs,
        long answerCycleNs,
        long slowCycleNs,
        long stuckAfterNs,
        boolean wakeOnOffer,
        int expectedCalls,
        int poolChunks) {

    public WorkerConfig {
        requirePositive("workers", workers);
        requirePositive("drainLimit", drainLimit);
        requirePositive("passNs", passNs);
        requirePositive("cycleNs", cycleNs);
        requirePositive("answerCycleNs", answerCycleNs);
        requirePositive("slowCycleNs", slowCycleNs);
        requirePositive("stuckAfterNs", stuckAfterNs);
        requirePositive("expectedCalls", expectedCalls);
        requirePositive("poolChunks", poolChunks);
        if (inboxSlots < 8 || Integer.bitCount(inboxSlots) != 1) {
            throw new IllegalArgumentException(
                    "inboxSlots must be a power of two of at least 8: " + inboxSlots);
        }
    }

    /** One shared worker with the product's defaults. */
    public static WorkerConfig defaults() {
        return new WorkerConfig(
                WorkerMode.SHARED,
                1,
                8192,
                256,
                TimeUnit.MICROSECONDS.toNanos(500),
                TimeUnit.MILLISECONDS.toNanos(1),
                TimeUnit.MICROSECONDS.toNanos(250),
                TimeUnit.MILLISECONDS.toNanos(5),
                TimeUnit.SECONDS.toNanos(2),
                false,
                2048,
                128 * 1024);
    }

    /** The same with another mode and number of workers. */
    public WorkerConfig with(WorkerMode otherMode, int otherWorkers) {
        return new WorkerConfig(
                otherMode,
                otherWorkers,
                inboxSlots,
                drainLimit,
                passNs,
                cycleNs,
                answerCycleNs,
                slowCycleNs,
                stuckAfterNs,
                wakeOnOffer,
                expectedCalls,
                poolChunks);
    }

    /** The same with another inbox size. */
    public WorkerConfig withInboxSlots(int slots) {
        return new WorkerConfig(
                mode,
                workers,
                slots,
                drainLimit,
                passNs,
                cycleNs,
                answerCycleNs,
                slowCycleNs,
                stuckAfterNs,
                wakeOnOffer,
                expectedCalls,
                poolChunks);
    }

    /** The same with another answer to offers from other threads. */
    public WorkerConfig withWakeOnOffer(boolean wake) {
        return new WorkerConfig(
                mode,
                workers,
                inboxSlots,
                drainLimit,
                passNs,
                cycleNs,
                answerCycleNs,
                slowCycleNs,
                stuckAfterNs,
                wake,
                expectedCalls,
                poolChunks);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
