/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

/** What the callers of a bank do. Each kind makes the callers of its own. */
public sealed interface CallerRole {

    /** The caller of one call. On the loop's thread. */
    StreamCaller caller(int call, LoadTally tally);

    /** Callers of an echo. */
    static CallerRole echo(long seed) {
        return new Echo(new NumberedFrames(seed));
    }

    /** Callers who say nothing. */
    static CallerRole idle() {
        return new Idle();
    }

    /** Every frame names itself and is checked. */
    record Echo(NumberedFrames frames) implements CallerRole {
        @Override
        public StreamCaller caller(int call, LoadTally tally) {
            return new EchoCaller(call, frames, tally);
        }
    }

    /** Silence. */
    record Idle() implements CallerRole {
        @Override
        public StreamCaller caller(int call, LoadTally tally) {
            return new IdleCaller();
        }
    }
}
