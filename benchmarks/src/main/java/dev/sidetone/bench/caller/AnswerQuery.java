/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks for the agent's words until they are known: a server writes a turn down when it is over,
 * which may be a little after the agent was last heard. Asks again every {@value #EVERY_MS} ms, one
 * question at a time, for {@value #LIMIT_MS} ms at most. Owned by the thread of the caller's loop,
 * which looks at it with the time and never waits for it.
 */
final class AnswerQuery {

    static final int EVERY_MS = 200;
    static final int LIMIT_MS = 5000;

    private static final long NS_PER_MS = 1_000_000;

    private final Supplier<CompletableFuture<String>> source;
    private final long begunNs;
    private CompletableFuture<String> asked;
    private long askedNs;
    private String problem = "";

    /** Asks for the first time. */
    AnswerQuery(Supplier<CompletableFuture<String>> source, long nowNs) {
        this.source = source;
        this.begunNs = nowNs;
        this.askedNs = nowNs;
        this.asked = source.get();
    }

    /** The agent's words; empty while they are not known. */
    String words(long nowNs) {
        if (!asked.isDone()) {
            return "";
        }
        String words = "";
        if (asked.isCompletedExceptionally()) {
            Throwable cause = asked.exceptionNow();
            problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        } else {
            words = asked.resultNow();
            problem = "";
        }
        if (words.isEmpty() && !givenUp(nowNs) && nowNs - askedNs >= EVERY_MS * NS_PER_MS) {
            askedNs = nowNs;
            asked = source.get();
        }
        return words;
    }

    /** Whether the time to ask is over. */
    boolean givenUp(long nowNs) {
        return nowNs - begunNs >= LIMIT_MS * NS_PER_MS;
    }

    /** Why the last question had no answer; empty when there was merely nothing to tell. */
    String problem() {
        return problem;
    }
}
