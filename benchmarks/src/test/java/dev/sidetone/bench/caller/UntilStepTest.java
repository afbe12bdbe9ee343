/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static dev.sidetone.bench.caller.TestTones.audible;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.Stimulus;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller that depends on the agent's words, in virtual time: the words come when a test says. */
@Tag("unit")
final class UntilStepTest {

    private static final long MS = 1_000_000;
    private static final long T = 9_000_000_000L;
    private static final Stimulus WORDS =
            Stimulus.ofSpeech(WireAudio.decode(audible(300)), "words");
    private static final CallerStep UNTIL =
            new CallerStep.Until(
                    Pattern.compile("friday.*right"),
                    2,
                    new CallerStep.AwaitAgent(600, 5000, true),
                    List.of(
                            reply("right", new CallerStep.PressKeys("2", 100)),
                            reply("day", new CallerStep.Speak(WORDS))));

    private final List<String> sent = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Queue<CompletableFuture<String>> words = new ArrayDeque<>();
    private final SimulatedCaller caller =
            new SimulatedCaller(
                    "CA1",
                    new CallerSocket.Call(
                            new CallerScript(List.of(UNTIL, new CallerStep.Silence(100))),
                            20,
                            false,
                            _ -> {},
                            this::ask),
                    new Recorder(),
                    FrameClock.latenessHistogram());
    private long nowNs = T;

    @Test
    void shouldGoOnWithoutAReplyWhenTheAgentHasSaidIt() {
        tell("friday, right?");
        greet();
        runTo(1500);
        CallResult result = ended();
        assertThat(result.failure()).isEmpty();
        assertThat(result.counts().corrections()).isZero();
        assertThat(asked).containsExactly("turn 0 at 0");
        assertThat(result.claims())
                .extracting(claim -> claim.turn() + " " + claim.pattern())
                .containsExactly("0 friday.*right");
    }

    @Test
    void shouldReplyWithTheFirstThatFitsAndLookAgainAtTheNewTurn() {
        tell("monday, right?");
        greet();
        runTo(1100);
        assertThat(sent).contains("key 2").doesNotContain("speech");
        tell("which day?");
        answer(1200);
        runTo(2400);
        assertThat(sent).contains("speech");
        tell("friday, right?");
        answer(2800);
        runTo(5000);
        CallResult result = ended();
        assertThat(result.failure()).isEmpty();
        assertThat(result.counts().corrections()).isEqualTo(2);
        assertThat(result.claims().getLast().turn()).isEqualTo(2);
        assertThat(asked).hasSize(3);
        assertThat(asked.getLast()).startsWith("turn 2 at ");
    }

    @Test
    void shouldFailWhenAllTriesAreUsedUp() {
        for (int i = 0; i < 3; i++) {
            tell("which day?");
        }
        greet();
        runTo(1500);
        answer(2000);
        runTo(3500);
        answer(4000);
        runTo(6000);
        CallResult result = ended();
        assertThat(result.failure())
                .isEqualTo(
                        "step 1 (until), turn 2: the agent should say /friday.*right/; after 2"
                                + " replies it said \"which day?\"");
        assertThat(result.claims()).isEmpty();
        assertThat(result.counts().corrections()).isEqualTo(2);
    }

    @Test
    void shouldFailAtOnceWhenNoReplyFits() {
        tell("goodbye");
        greet();
        runTo(1500);
        assertThat(ended().failure())
                .isEqualTo(
                        "step 1 (until), turn 0: the agent should say /friday.*right/; it said"
                                + " \"goodbye\", to which no reply fits");
    }

    @Test
    void shouldAskAgainWhileTheServerHoldsNoAnswerAndKeepSendingFrames() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        words.add(slow);
        tell("");
        tell("friday, right?");
        greet();
        runTo(2500);
        assertThat(asked).hasSize(1);
        assertThat(sent).hasSize(2500 / 20);
        slow.complete("");
        runTo(2500 + 3 * AnswerQuery.EVERY_MS);
        assertThat(asked).hasSize(3);
        assertThat(ended().failure()).isEmpty();
    }

    @Test
    void shouldGiveUpAfterAWhileWhenTheServerTellsNothing() {
        greet();
        runTo(20_000);
        assertThat(ended().failure())
                .endsWith("/friday.*right/; the server did not tell within 5000 ms what it said");
        assertThat(asked).hasSize(AnswerQuery.LIMIT_MS / AnswerQuery.EVERY_MS);
    }

    @Test
    void shouldSayWhyWhenTheServerCannotBeAsked() {
        for (int i = 0; i < 100; i++) {
            words.add(CompletableFuture.failedFuture(new IOException("answered 401")));
        }
        greet();
        runTo(20_000);
        assertThat(ended().failure()).endsWith("what it said: answered 401");
    }

    @Test
    void shouldFailWhenTheServerEndsTheStreamBeforeTheAgentHasSaidIt() {
        greet();
        runTo(800);
        caller.onClosed(true, "close 1000", nowNs);
        assertThat(ended().failure()).contains("before the caller was done");
    }

    private static CallerStep.Reply reply(String to, CallerStep step) {
        return new CallerStep.Reply(Pattern.compile(to), step);
    }

    private void tell(String text) {
        words.add(CompletableFuture.completedFuture(text));
    }

    private CompletableFuture<String> ask(CallerTurn turn, double endMs) {
        asked.add("turn " + turn.number() + " at " + Math.round(endMs));
        CompletableFuture<String> next = words.poll();
        return next == null ? CompletableFuture.completedFuture("") : next;
    }

    private void greet() {
        caller.onOpen(T);
        answer(0);
    }

    private void answer(long atMs) {
        runTo(atMs);
        caller.onMedia(audible(200), nowNs);
    }

    private CallResult ended() {
        assertThat(caller.result()).isDone();
        return caller.result().join();
    }

    /** Steps the caller, at each instant it asked for, up to {@code ms} of stream time. */
    private void runTo(long ms) {
        long endNs = T + ms * MS;
        while (caller.nextDueNs() <= endNs) {
            nowNs = Math.max(nowNs, caller.nextDueNs());
            caller.tick(nowNs);
        }
        nowNs = endNs;
    }

    private final class Recorder implements CallerWire {
        @Override
        public void open() {}

        @Override
        public void media(long frame, byte[] mulaw) {
            boolean silent = mulaw[80] == WireAudio.SILENCE && mulaw[81] == WireAudio.SILENCE;
            sent.add(silent ? "silence" : "speech");
        }

        @Override
        public void key(char key) {
            sent.add("key " + key);
        }

        @Override
        public void mark(String name) {}

        @Override
        public void hangUp() {}
    }
}
