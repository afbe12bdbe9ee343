/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;

/**
 * Chooses the worker for a new connection, whose call then stays there: of those that still take
 * calls the one with the fewest connections, and among equals each in its turn. Where none takes
 * calls, as if all did: the connection may want no call, and if it does, it is told. Any thread;
 * two at the same moment may choose the same worker, and the next one evens that out.
 */
final class LeastLoaded {
    private final AtomicIntegerArray open;
    private final AtomicInteger turn = new AtomicInteger();

    LeastLoaded(int workers) {
        this.open = new AtomicIntegerArray(workers);
    }

    int choose(IntPredicate takesCalls) {
        int workers = open.length();
        int first = Math.floorMod(turn.getAndIncrement(), workers);
        int best = -1;
        boolean bestTakes = false;
        for (int i = 0; i < workers; i++) {
            int worker = (first + i) % workers;
            boolean takes = takesCalls.test(worker);
            if (best < 0
                    || (takes && !bestTakes)
                    || (takes == bestTakes && open.get(worker) < open.get(best))) {
                best = worker;
                bestTakes = takes;
            }
        }
        return best;
    }

    void opened(int worker) {
        open.incrementAndGet(worker);
    }

    void closed(int worker) {
        open.decrementAndGet(worker);
    }
}
