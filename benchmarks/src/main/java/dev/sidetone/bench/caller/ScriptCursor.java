/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.Stimulus;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a caller is in its script. Advanced at frame boundaries; does as many steps as can be done
 * at that instant. Owned by the thread of the caller's loop.
 */
final class ScriptCursor {

    /** An agent that was not heard for so long has ended its answer: too late to interrupt it. */
    private static final long TOO_LATE_NS = 1_000_000_000;

    private static final int LONGEST_ANSWER_MS = 60_000;

    private final CallerScript script;
    private final Stage stage;
    private final List<CallResult.Claim> claims = new ArrayList<>();
    private int index;
    private boolean begun;
    private long begunNs;
    private int pressed;
    private boolean interrupting;
    private boolean ended;

    ScriptCursor(CallerScript script, Stage stage) {
        this.script = script;
        this.stage = stage;
    }

    /** What a script can do and see. */
    interface Stage {
        /** Speaks a clip from the frame that begins at {@code nowNs}. */
        void speak(Stimulus stimulus, long nowNs);

        /** Whether a clip is being spoken. */
        boolean speaking();

        /** A turn of keys begins. */
        void beginKeys(String digits, long gapNs, long nowNs);

        /** Presses a key. */
        void press(char key);

        /** When the current turn's answer is first heard, or {@link Long#MAX_VALUE}. */
        long answerAudibleNs();

        /** End of the last audible sound of the agent, heard or queued. */
        long lastAudibleEndNs();

        /** Number of the current turn. */
        int turn();

        /** Ends the call; an empty {@code failure} says that all went as asked. */
        void hangUp(String failure, long nowNs);
    }

    /** Does what the script says is to be done at {@code nowNs}. */
    void advance(long nowNs) {
        while (!ended) {
            if (index == script.steps().size()) {
                end("", nowNs);
                return;
            }
            if (!begun) {
                begun = true;
                begunNs = nowNs;
                interrupting = false;
                begin(script.steps().get(index), nowNs);
            }
            if (!done(script.steps().get(index), nowNs)) {
                return;
            }
            index++;
            begun = false;
        }
    }

    /** The server closed: whether that is a proper end at this place of the script. */
    boolean closedByServer() {
        ended = true;
        boolean unanswered =
                script.steps().get(index) instanceof CallerStep.AwaitAgent wait
                        && wait.required()
                        && stage.answerAudibleNs() == Long.MAX_VALUE;
        boolean proper = !unanswered && !stage.speaking() && !script.speaksFrom(index);
        for (CallerStep step : script.steps().subList(index, script.steps().size())) {
            if (step instanceof CallerStep.Expect expect) {
                claims.add(new CallResult.Claim(stage.turn(), expect.pattern()));
            }
        }
        return proper;
    }

    List<CallResult.Claim> claims() {
        return claims;
    }

    private void begin(CallerStep step, long nowNs) {
        switch (step) {
            case CallerStep.Speak speak -> stage.speak(speak.stimulus(), nowNs);
            case CallerStep.PressKeys keys -> {
                pressed = 0;
                stage.beginKeys(keys.digits(), keys.gapMs() * 1_000_000L, nowNs);
            }
            case CallerStep.Expect expect ->
                    claims.add(new CallResult.Claim(stage.turn(), expect.pattern()));
            case CallerStep.HangUp _ -> end("", nowNs);
            case CallerStep.AwaitAgent _,
                    CallerStep.BargeIn _,
                    CallerStep.Silence _,
                    CallerStep.AwaitHangUp _ -> {}
        }
    }

    private boolean done(CallerStep step, long nowNs) {
        return switch (step) {
            case CallerStep.Speak _ -> !stage.speaking();
            case CallerStep.AwaitAgent wait -> agentDone(wait, nowNs);
            case CallerStep.BargeIn barge -> bargedIn(barge, nowNs);
            case CallerStep.PressKeys keys -> allPressed(keys, nowNs);
            case CallerStep.Silence silence -> elapsed(silence.ms(), nowNs);
            case CallerStep.Expect _, CallerStep.HangUp _ -> true;
            case CallerStep.AwaitHangUp wait -> {
                failAfter(wait.timeoutMs(), "the server did not end the stream", nowNs);
                yield false;
            }
        };
    }

    private boolean agentDone(CallerStep.AwaitAgent wait, long nowNs) {
        boolean answered = stage.answerAudibleNs() <= nowNs;
        if (answered && nowNs >= stage.lastAudibleEndNs() + wait.settleMs() * 1_000_000L) {
            return true;
        }
        if (!answered && !wait.required() && elapsed(wait.timeoutMs(), nowNs)) {
            return true;
        }
        String what = answered ? "the agent did not stop speaking" : "the agent did not answer";
        // Who waits only for a possible answer has a short patience, which must not cut off a long
        // one.
        int limitMs = wait.required() ? wait.timeoutMs() : wait.timeoutMs() + LONGEST_ANSWER_MS;
        failAfter(limitMs, what, nowNs);
        return false;
    }

    /** A step of two parts: the wait, then the speech. */
    private boolean bargedIn(CallerStep.BargeIn barge, long nowNs) {
        if (interrupting) {
            return !stage.speaking();
        }
        long answerNs = stage.answerAudibleNs();
        if (answerNs > nowNs) {
            failAfter(barge.timeoutMs(), "the agent did not answer", nowNs);
        } else if (nowNs > stage.lastAudibleEndNs() + TOO_LATE_NS) {
            end("the agent had stopped before it could be interrupted", nowNs);
        } else if (nowNs >= answerNs + barge.afterMs() * 1_000_000L
                && nowNs < stage.lastAudibleEndNs()) {
            interrupting = true;
            stage.speak(barge.stimulus(), nowNs);
        }
        return false;
    }

    private boolean allPressed(CallerStep.PressKeys keys, long nowNs) {
        while (pressed < keys.digits().length() && elapsed(pressed * keys.gapMs(), nowNs)) {
            stage.press(keys.digits().charAt(pressed++));
        }
        return pressed == keys.digits().length();
    }

    private boolean elapsed(int ms, long nowNs) {
        return nowNs - begunNs >= ms * 1_000_000L;
    }

    private void failAfter(int timeoutMs, String what, long nowNs) {
        if (elapsed(timeoutMs, nowNs)) {
            end("turn %d: %s within %d ms".formatted(stage.turn(), what, timeoutMs), nowNs);
        }
    }

    private void end(String failure, long nowNs) {
        ended = true;
        stage.hangUp(failure, nowNs);
    }
}
