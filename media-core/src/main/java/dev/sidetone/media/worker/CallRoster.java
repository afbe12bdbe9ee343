/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.collections.Hashing;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The calls of one worker, and the wall between them: whatever a call throws ends here, is counted,
 * and is answered by its {@link CallTask#onFault}; a call that throws again is removed as it is.
 * Worker thread only.
 */
final class CallRoster {
    private final Long2ObjectHashMap<Entry> calls;
    private final List<Entry> done = new ArrayList<>();
    private final CallTimers timers;
    private final Counters counters;
    private final ErrorHandler errors;

    CallRoster(int expectedCalls, CallTimers timers, Counters counters, ErrorHandler errors) {
        this.calls = new Long2ObjectHashMap<>(expectedCalls * 2, Hashing.DEFAULT_LOAD_FACTOR);
        this.timers = timers;
        this.counters = counters;
        this.errors = errors;
    }

    void add(CallTask task, long nowNs) {
        Entry entry = new Entry(task);
        if (calls.putIfAbsent(task.callKey(), entry) != null) {
            throw new IllegalStateException("callKey in use: " + task.callKey());
        }
        counters.increment(MediaCounter.CALLS_OPENED);
        try {
            task.onStart(nowNs);
        } catch (Throwable e) {
            onThrown(entry, e, nowNs);
        }
        settle(entry, nowNs);
    }

    void onSlot(InboxSlot slot, long nowNs) {
        Entry entry = calls.get(slot.callKey());
        if (entry == null || entry.done) {
            counters.increment(MediaCounter.STALE_SLOTS_DROPPED);
            return;
        }
        try {
            entry.task.onSlot(slot, nowNs);
        } catch (Throwable e) {
            onThrown(entry, e, nowNs);
        }
        settle(entry, nowNs);
    }

    /** False when there is no such call. */
    boolean onAlarm(long callKey, long nowNs) {
        Entry entry = calls.get(callKey);
        if (entry == null) {
            return false;
        }
        if (entry.done) {
            return true;
        }
        counters.increment(MediaCounter.TIMERS_FIRED);
        try {
            entry.task.onAlarm(nowNs);
        } catch (Throwable e) {
            onThrown(entry, e, nowNs);
        }
        settle(entry, nowNs);
        return true;
    }

    void onFactRefused(long callKey, long nowNs) {
        Entry entry = calls.get(callKey);
        if (entry != null && !entry.done) {
            onFactRefused(entry, nowNs);
        }
    }

    void onFactRefusedForAll(long nowNs) {
        for (Entry entry : List.copyOf(calls.values())) {
            if (!entry.done) {
                onFactRefused(entry, nowNs);
            }
        }
    }

    /** Removes and closes the calls that are done; returns how many. */
    int removeDone() {
        int removed = done.size();
        for (int i = 0; i < removed; i++) {
            remove(done.get(i));
        }
        done.clear();
        return removed;
    }

    /** Closes every call; returns how many were not done. */
    int closeAll(long nowNs) {
        for (Entry entry : List.copyOf(calls.values())) {
            settle(entry, nowNs);
        }
        removeDone();
        int abandoned = calls.size();
        for (Entry entry : List.copyOf(calls.values())) {
            remove(entry);
        }
        counters.add(MediaCounter.CALLS_ABANDONED, abandoned);
        return abandoned;
    }

    private void onFactRefused(Entry entry, long nowNs) {
        try {
            entry.task.onFactRefused(nowNs);
        } catch (Throwable e) {
            onThrown(entry, e, nowNs);
        }
        settle(entry, nowNs);
    }

    private void onThrown(Entry entry, Throwable thrown, long nowNs) {
        report(thrown);
        if (entry.faulted) {
            entry.broken = true;
            return;
        }
        entry.faulted = true;
        try {
            entry.task.onFault(thrown, nowNs);
        } catch (Throwable e) {
            report(e);
            entry.broken = true;
        }
    }

    private void settle(Entry entry, long nowNs) {
        if (entry.done) {
            return;
        }
        boolean isDone = false;
        try {
            isDone = entry.task.isDone();
        } catch (Throwable e) {
            onThrown(entry, e, nowNs);
        }
        if (isDone || entry.broken) {
            entry.done = true;
            done.add(entry);
        }
    }

    private void remove(Entry entry) {
        calls.remove(entry.callKey);
        timers.release(entry.callKey);
        counters.increment(MediaCounter.CALLS_ENDED);
        try {
            entry.task.close();
        } catch (Throwable e) {
            report(e);
        }
    }

    private void report(Throwable thrown) {
        counters.increment(MediaCounter.CALL_FAULTS);
        errors.onError(thrown);
    }

    /** A call and what the worker knows of it. */
    private static final class Entry {
        private final CallTask task;
        private final long callKey;
        private boolean faulted;
        private boolean broken;
        private boolean done;

        Entry(CallTask task) {
            this.task = task;
            this.callKey = task.callKey();
        }
    }
}
