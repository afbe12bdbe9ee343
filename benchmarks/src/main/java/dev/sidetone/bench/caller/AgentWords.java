/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.concurrent.CompletableFuture;

/** What the agent says, in words, as its server tells it: a caller has no ears but these. */
public interface AgentWords {

    /** Nobody can be asked. */
    AgentWords NONE =
            (_, _) ->
                    CompletableFuture.failedFuture(
                            new UnsupportedOperationException("nobody tells what the agent says"));

    /**
     * Asks what the agent said in answer to a turn. Called on the thread of the caller's loop,
     * which it must not block.
     *
     * @param turn the caller's turn; the greeting answers turn 0
     * @param endMs end of the turn in stream time
     * @return completes on any thread: with an empty text while the server holds no answer to this
     *     turn, exceptionally when it cannot be asked
     */
    CompletableFuture<String> inAnswerTo(CallerTurn turn, double endMs);
}
