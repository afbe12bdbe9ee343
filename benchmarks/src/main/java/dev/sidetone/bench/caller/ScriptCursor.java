/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.Stimulus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller is in its script. Advanced at frame boundaries; does as many steps as can be done
 * at that instant. Owned by the thread of the caller's loop.
 */
final class ScriptCursor {

    /** An agent that was not heard for so long has ended its answer: too late to interrupt it. */
    private static final long TOO_LATE_NS = 1_000_000_000;

    private static final int LONGEST_ANSWER_MS = 60_000;

    private final Stage stage;
    private final Deque<Pending> todo = new ArrayDeque<>();
    private final List<CallResult.Claim> claims = new ArrayList<>();
    private int corrections;
    private boolean begun;
    private long begunNs;
    private int pressed;
    private boolean interrupting;
    private @Nullable AnswerQuery query;
    private @Nullable CallerStep reply;
    private boolean ended;

    ScriptCursor(CallerScript script, Stage stage) {
        this.stage = stage;
        for (CallerStep step : script.steps()) {
            todo.add(new Pending(step, todo.size() + 1, 0));
        }
    }

    /**
     * A step to be done, the first of them being done.
     *
     * @param number its place in the script, from 1
     * @param replies how many replies it has led to so far
     */
    private record Pending(CallerStep step, int number, int replies) {}

    /** What a script can do and see. */
    interface Stage {
        /** Speaks a clip from the frame that begins at {@code nowNs}. */
        void speak(Stimulus stimulus, long nowNs);

        /** Whether a clip is being spoken. */
        boolean speaking();

        /** A turn of keys begins. */
        void beginKeys(String digits, long gapNs, long nowNs);

        /** Presses a key, at {@code nowNs}. */
        void press(char key, long nowNs);

        /** When the current turn's answer is first heard, or {@link Long#MAX_VALUE}. */
        long answerAudibleNs();

        /** End of the last audible sound of the agent, heard or queued. */
        long lastAudibleEndNs();

        /** Number of the current turn. */
        int turn();

        /** Asks what the agent said in the current turn; see {@link AgentWords}. */
        CompletableFuture<String> agentWords();

        /** Ends the call; an empty {@code failure} says that all went as asked. */
        void hangUp(String failure, long nowNs);
    }

    /** Does what the script says is to be done at {@code nowNs}. */
    void advance(long nowNs) {
        while (!ended) {
            Pending now = todo.peek();
            if (now == null) {
                end("", nowNs);
                return;
            }
            if (!begun) {
                begun = true;
                begunNs = nowNs;
                interrupting = false;
                query = null;
                begin(now.step, nowNs);
            }
            if (!done(now, nowNs)) {
                return;
            }
            todo.remove();
            begun = false;
            replyBeforeTheRest(now);
        }
    }

    /** A reply is done next, and then the step that led to it again. */
    private void replyBeforeTheRest(Pending now) {
        CallerStep next = reply;
        if (next != null) {
            reply = null;
            corrections++;
            todo.addFirst(new Pending(now.step, now.number, now.replies + 1));
            todo.addFirst(new Pending(next, now.number, 0));
        }
    }

    /** The server closed: whether that is a proper end at this place of the script. */
    boolean closedByServer() {
        ended = true;
        Pending now = todo.peek();
        boolean unanswered =
                now != null
                        && now.step instanceof CallerStep.AwaitAgent wait
                        && wait.required()
                        && stage.answerAudibleNs() == Long.MAX_VALUE;
        boolean done = todo.stream().noneMatch(pending -> pending.step.needsAgent());
        for (Pending pending : todo) {
            if (pending.step instanceof CallerStep.Expect expect) {
                claims.add(new CallResult.Claim(stage.turn(), expect.pattern()));
            }
        }
        return done && !unanswered && !stage.speaking();
    }

    List<CallResult.Claim> claims() {
        return claims;
    }

    /** Replies given because the agent had not yet said what it should. */
    int corrections() {
        return corrections;
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
                    CallerStep.Until _,
                    CallerStep.AwaitHangUp _ -> {}
        }
    }

    private boolean done(Pending now, long nowNs) {
        return switch (now.step) {
            case CallerStep.Speak _ -> !stage.speaking();
            case CallerStep.AwaitAgent wait -> agentDone(wait, nowNs);
            case CallerStep.BargeIn barge -> bargedIn(barge, nowNs);
            case CallerStep.PressKeys keys -> allPressed(keys, nowNs);
            case CallerStep.Silence silence -> elapsed(silence.ms(), nowNs);
            case CallerStep.Until until -> saidOrReplied(until, now, nowNs);
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

    /** Awaits the agent, learns what it said, and judges it. */
    private boolean saidOrReplied(CallerStep.Until until, Pending now, long nowNs) {
        AnswerQuery asking = query;
        if (asking == null) {
            if (agentDone(until.await(), nowNs)) {
                query = new AnswerQuery(stage::agentWords, nowNs);
            }
            return false;
        }
        String words = asking.words(nowNs);
        if (!words.isEmpty()) {
            return judge(until, now, words, nowNs);
        }
        if (asking.givenUp(nowNs)) {
            String why = asking.problem().isEmpty() ? "" : ": " + asking.problem();
            failUntil(
                    until,
                    now,
                    "the server did not tell within "
                            + AnswerQuery.LIMIT_MS
                            + " ms what it said"
                            + why,
                    nowNs);
        }
        return false;
    }

    private boolean judge(CallerStep.Until until, Pending now, String words, long nowNs) {
        if (until.hears().matcher(words).find()) {
            claims.add(new CallResult.Claim(stage.turn(), until.hears()));
            return true;
        }
        for (CallerStep.Reply possible : until.replies()) {
            if (possible.to().matcher(words).find()) {
                if (now.replies < until.tries()) {
                    reply = possible.step();
                    return true;
                }
                failUntil(
                        until,
                        now,
                        "after " + now.replies + " replies it said \"" + words + "\"",
                        nowNs);
                return false;
            }
        }
        failUntil(until, now, "it said \"" + words + "\", to which no reply fits", nowNs);
        return false;
    }

    /** In words for the report; they may be the agent's. */
    private void failUntil(CallerStep.Until until, Pending now, String what, long nowNs) {
        end(
                "step %d (until), turn %d: the agent should say /%s/; %s"
                        .formatted(now.number, stage.turn(), until.hears(), what),
                nowNs);
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
            stage.press(keys.digits().charAt(pressed++), nowNs);
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
