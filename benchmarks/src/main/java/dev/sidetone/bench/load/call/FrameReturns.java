/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.EchoFigures;

/**
 * What became of one call's numbered frames. Remembers the last {@value #SPAN} numbers, 20 s of a
 * call: a frame that comes back later than that counts as reordered even if it came before. Owned
 * by the loop's thread; allocates nothing after it was made.
 */
final class FrameReturns {

    /** Numbers behind the newest that can still be told apart. */
    static final int SPAN = 1024;

    private final long[] seen = new long[SPAN / Long.SIZE];
    private long next;
    private long distinct;
    private long reordered;
    private long repeated;
    private long foreign;

    /** A frame that this call never sent. */
    void onForeign() {
        foreign++;
    }

    /**
     * A frame came back.
     *
     * @return whether for the first time, as far as can be told
     */
    boolean onReturn(long number) {
        if (number >= next) {
            forget(number);
            next = number + 1;
        } else if (number < next - SPAN) {
            reordered++;
            return false;
        } else if (isSeen(number)) {
            repeated++;
            return false;
        } else {
            reordered++;
        }
        seen[index(number)] |= 1L << number;
        distinct++;
        return true;
    }

    /** Whether a frame is back, of those that can still be told apart. */
    boolean isBack(long number) {
        return number < next && (number < next - SPAN || isSeen(number));
    }

    /** Frames that came back, each counted once. */
    long distinct() {
        return distinct;
    }

    /**
     * What it comes to when the first {@code overdue} frames should be back; a frame that a later
     * one has passed is overdue as well.
     */
    EchoFigures figures(long overdue) {
        return new EchoFigures(Math.max(overdue, next) - distinct, reordered, repeated, foreign);
    }

    /** Makes room for the numbers up to this one. */
    private void forget(long number) {
        long from = Math.max(next, number - SPAN + 1);
        for (long n = from; n <= number; n++) {
            seen[index(n)] &= ~(1L << n);
        }
    }

    private boolean isSeen(long number) {
        return (seen[index(number)] & 1L << number) != 0;
    }

    private static int index(long number) {
        return (int) (number / Long.SIZE) & SPAN / Long.SIZE - 1;
    }
}
