/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.util.Arrays;

/**
 * When the calls of a run arrive and which part of it is measured, as offsets from its start. Fixed
 * before the run: nothing that happens in it can move anything. Immutable by agreement: nobody
 * writes to the array.
 *
 * @param arrivalsNs in order
 * @param windowFromNs the measured window begins: every call has arrived, and the warm-up is over
 * @param windowToNs it ends; a moment later callers hang up
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
public record CallTimetable(long[] arrivalsNs, long windowFromNs, long windowToNs) {

    /** So many calls, each of which stays until the end. */
    public static CallTimetable ofCalls(
            int calls, ArrivalSchedule arrivals, long warmUpNs, long durationNs) {
        long[] offsets = new long[calls];
        for (int i = 0; i < calls; i++) {
            offsets[i] = arrivals.nextNs();
        }
        long fromNs = (calls == 0 ? 0 : offsets[calls - 1]) + warmUpNs;
        return new CallTimetable(offsets, fromNs, fromNs + durationNs);
    }

    /** Calls that arrive until the end. */
    public static CallTimetable ofChurn(ArrivalSchedule arrivals, long warmUpNs, long durationNs) {
        long toNs = warmUpNs + durationNs;
        long[] offsets = new long[1024];
        int calls = 0;
        for (long atNs = arrivals.nextNs(); atNs < toNs; atNs = arrivals.nextNs()) {
            if (calls == offsets.length) {
                offsets = Arrays.copyOf(offsets, calls * 2);
            }
            offsets[calls++] = atNs;
        }
        return new CallTimetable(Arrays.copyOf(offsets, calls), warmUpNs, toNs);
    }
}
