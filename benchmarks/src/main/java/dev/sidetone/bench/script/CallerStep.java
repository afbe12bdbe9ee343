/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.util.List;
import java.util.regex.Pattern;

/** One thing a caller does. Steps are done in order, each when the one before is done. */
public sealed interface CallerStep {

    /** Whether the caller needs the agent to be there still: it speaks, presses keys or asks. */
    default boolean needsAgent() {
        return this instanceof Speak
                || this instanceof BargeIn
                || this instanceof PressKeys
                || this instanceof Until;
    }

    /** Speaks now. */
    record Speak(Stimulus stimulus) implements CallerStep {}

    /**
     * Waits until the agent has answered and has been silent for a while.
     *
     * @param settleMs silence after which the answer counts as over
     * @param timeoutMs longest wait; when the answer is not required, for its beginning
     * @param required whether the call has failed when the wait is over without an answer;
     *     otherwise the caller goes on
     */
    record AwaitAgent(int settleMs, int timeoutMs, boolean required) implements CallerStep {}

    /**
     * Interrupts: waits until the agent has been heard for {@code afterMs} in its current answer,
     * then speaks.
     *
     * @param timeoutMs longest wait for the answer
     */
    record BargeIn(int afterMs, int timeoutMs, Stimulus stimulus) implements CallerStep {}

    /** Presses keys, one every {@code gapMs}. */
    record PressKeys(String digits, int gapMs) implements CallerStep {}

    /** Says nothing for a while. */
    record Silence(int ms) implements CallerStep {}

    /**
     * Claims something about what the agent said in the turn that is current; judged after the
     * call.
     */
    record Expect(Pattern pattern) implements CallerStep {}

    /**
     * Goes on only when the agent has said something, and answers it until it has: awaits the
     * agent, looks at what it said in answer to the current turn, and when {@code hears} is not
     * found there, gives the first reply that fits and does the same again. The call has failed
     * when no reply fits, or when all tries are used up.
     *
     * @param tries replies given at most
     * @param await how the agent is awaited, before the first look and after each reply
     */
    record Until(Pattern hears, int tries, AwaitAgent await, List<Reply> replies)
            implements CallerStep {
        public Until {
            replies = List.copyOf(replies);
        }
    }

    /**
     * What is done when the agent said something else.
     *
     * @param to found in what the agent said
     * @param step {@link Speak} or {@link PressKeys}
     */
    record Reply(Pattern to, CallerStep step) {}

    /** Waits until the server ends the stream. */
    record AwaitHangUp(int timeoutMs) implements CallerStep {}

    /** Hangs up. */
    record HangUp() implements CallerStep {}
}
