/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.SplittableRandom;

/** What the callers of a bank do. Each kind makes the callers of its own. */
public sealed interface CallerRole {

    /** The caller of one call. On the loop's thread. */
    StreamCaller caller(int call, String callSid, LoadTally tally);

    /** Callers of an echo. */
    static CallerRole echo(long seed) {
        return new Echo(new NumberedFrames(seed));
    }

    /**
     * Callers who say nothing.
     *
     * @param playoutDepthMs how long the idle carrier holds the first audio back
     * @param quietS the silence after which the agent may speak to them again
     */
    static CallerRole idle(int playoutDepthMs, double quietS) {
        return new Idle(playoutDepthMs, Math.round(quietS * 1e9));
    }

    /** Callers who hold a conversation. */
    static CallerRole talk(TalkPlan plan) {
        return new Talk(
                plan,
                new TalkClips(plan.speech(), plan.coded(), plan.seed()),
                new SplittableRandom(plan.seed()));
    }

    /** Every frame names itself and is checked. */
    record Echo(NumberedFrames frames) implements CallerRole {
        @Override
        public StreamCaller caller(int call, String callSid, LoadTally tally) {
            return new EchoCaller(call, frames, tally);
        }
    }

    /** Silence. */
    record Idle(int playoutDepthMs, long quietNs) implements CallerRole {
        @Override
        public StreamCaller caller(int call, String callSid, LoadTally tally) {
            return new IdleCaller(playoutDepthMs, quietNs, tally);
        }
    }

    /** Conversations. */
    record Talk(TalkPlan plan, TalkClips clips, SplittableRandom random) implements CallerRole {
        @Override
        public StreamCaller caller(int call, String callSid, LoadTally tally) {
            return new TalkCaller(callSid, plan, clips, random.split(), tally);
        }
    }
}
