/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened at the caller's side of the stream beside audio, in the order of time. Instants are
 * milliseconds of stream time. Immutable.
 *
 * @param marks marks of the server; of more than {@value #MOST} the first
 * @param clears orders to clear; likewise
 * @param keys keys the caller pressed; likewise
 */
public record CallTrace(List<Mark> marks, List<Clear> clears, List<Key> keys) {

    /** Of each kind no more are kept, so that a server that floods a caller fills no memory. */
    public static final int MOST = 10_000;

    /** Of a call in which nothing happened. */
    public static final CallTrace EMPTY = new CallTrace(List.of(), List.of(), List.of());

    public CallTrace {
        marks = List.copyOf(marks);
        clears = List.copyOf(clears);
        keys = List.copyOf(keys);
    }

    /**
     * One mark.
     *
     * @param name the server's
     * @param sentMs when it came
     * @param echoedMs when it was echoed: what precedes it had been played, or was cleared; null if
     *     the call was over before
     */
    public record Mark(String name, double sentMs, @Nullable Double echoedMs) {}

    /**
     * One order to clear.
     *
     * @param atMs when it came
     * @param droppedMs audio that it took from the queue: sent, never heard
     */
    public record Clear(double atMs, double droppedMs) {}

    /** One key, pressed at this instant. */
    public record Key(char key, double atMs) {}
}
