/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.util.regex.Pattern;

/** One thing a caller does. Steps are done in order, each when the one before is done. */
public sealed interface CallerStep {

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

    /** Waits until the server ends the stream. */
    record AwaitHangUp(int timeoutMs) implements CallerStep {}

    /** Hangs up. */
    record HangUp() implements CallerStep {}
}
