/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.Arrays;

/**
 * Entries by their next instant: a binary heap in which an entry knows its place, so that moving it
 * neither searches nor allocates. Owned by the loop's thread.
 */
final class DueHeap {

    private DueEntry[] heap = new DueEntry[1024];
    private int size;

    /** The earliest instant, or {@link DueEntry#NEVER}. */
    long nextNs() {
        return size == 0 ? DueEntry.NEVER : heap[0].dueNs;
    }

    int size() {
        return size;
    }

    /** Puts the entry where its new instant belongs; {@link DueEntry#NEVER} takes it out. */
    void schedule(DueEntry entry, long dueNs) {
        if (dueNs == DueEntry.NEVER) {
            remove(entry);
            return;
        }
        entry.dueNs = dueNs;
        if (entry.place < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            settle(entry, size++);
        } else {
            settle(entry, entry.place);
        }
    }

    /**
     * Runs what is due, in order of its instants.
     *
     * @return how many entries ran
     */
    int run(long nowNs) {
        int ran = 0;
        while (size > 0 && heap[0].dueNs <= nowNs) {
            DueEntry entry = heap[0];
            remove(entry);
            long nextNs = entry.onDue(nowNs);
            schedule(entry, nextNs);
            ran++;
        }
        return ran;
    }

    private void remove(DueEntry entry) {
        int place = entry.place;
        entry.dueNs = DueEntry.NEVER;
        if (place < 0) {
            return;
        }
        entry.place = -1;
        DueEntry last = heap[--size];
        heap[size] = entry; // keeps no hole; never read beyond size
        if (place < size) {
            settle(last, place);
        }
    }

    private void settle(DueEntry entry, int from) {
        int at = from;
        while (at > 0 && heap[(at - 1) / 2].dueNs > entry.dueNs) {
            move(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        for (int child = lesserChild(at);
                child >= 0 && heap[child].dueNs < entry.dueNs;
                child = lesserChild(at)) {
            move(heap[child], at);
            at = child;
        }
        move(entry, at);
    }

    private int lesserChild(int of) {
        int left = 2 * of + 1;
        if (left >= size) {
            return -1;
        }
        return left + 1 < size && heap[left + 1].dueNs < heap[left].dueNs ? left + 1 : left;
    }

    private void move(DueEntry entry, int to) {
        heap[to] = entry;
        entry.place = to;
    }
}
