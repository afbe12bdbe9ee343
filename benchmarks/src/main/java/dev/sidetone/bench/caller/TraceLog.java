/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes what happens in a call while it runs. Owned by the thread of the caller's loop; what comes
 * after {@link CallTrace#MOST} of a kind is not noted.
 */
final class TraceLog {

    private static final double NS_PER_MS = 1e6;

    private final List<SentMark> marks = new ArrayList<>();
    private final List<CarrierClear> clears = new ArrayList<>();
    private final List<PressedKey> keys = new ArrayList<>();

    /** Marks are echoed in the order in which they came. */
    private int echoed;

    void mark(String name, long nowNs) {
        if (marks.size() < CallTrace.MOST) {
            marks.add(new SentMark(name, nowNs));
        }
    }

    void echoed(long nowNs) {
        if (echoed < marks.size()) {
            marks.get(echoed++).echoedNs = nowNs;
        }
    }

    void clear(long nowNs, long droppedNs) {
        if (clears.size() < CallTrace.MOST) {
            clears.add(new CarrierClear(nowNs, droppedNs));
        }
    }

    void key(char key, long nowNs) {
        if (keys.size() < CallTrace.MOST) {
            keys.add(new PressedKey(key, nowNs));
        }
    }

    /** What was noted, in stream time. */
    CallTrace trace(long streamStartNs) {
        return new CallTrace(
                marks.stream()
                        .map(mark ->
                                new CallTrace.Mark(
                                        mark.name,
                                        ms(mark.sentNs, streamStartNs),
                                        mark.echoedNs == null
                                                ? null
                                                : ms(mark.echoedNs, streamStartNs)))
                        .toList(),
                clears.stream()
                        .map(clear ->
                                new CallTrace.Clear(
                                        ms(clear.atNs, streamStartNs), clear.droppedNs / NS_PER_MS))
                        .toList(),
                keys.stream()
                        .map(key -> new CallTrace.Key(key.key, ms(key.atNs, streamStartNs)))
                        .toList());
    }

    private static double ms(long atNs, long streamStartNs) {
        return (atNs - streamStartNs) / NS_PER_MS;
    }

    private static final class SentMark {
        private final String name;
        private final long sentNs;
        private @Nullable Long echoedNs;

        SentMark(String name, long sentNs) {
            this.name = name;
            this.sentNs = sentNs;
        }
    }

    private record CarrierClear(long atNs, long droppedNs) {}

    private record PressedKey(char key, long atNs) {}
}
