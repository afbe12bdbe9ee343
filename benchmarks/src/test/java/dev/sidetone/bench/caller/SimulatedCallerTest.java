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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SimulatedCallerTest {

    private static final long MS = 1_000_000;
    private static final long T = 9_000_000_000L;
    private static final Stimulus WORDS =
            Stimulus.ofSpeech(WireAudio.decode(audible(300)), "words");
    private static final CallerStep WAIT = new CallerStep.AwaitAgent(600, 5000, true);

    private final List<String> sent = new ArrayList<>();
    private final List<CallProgress> progress = new ArrayList<>();
    private long nowNs = T;

    @Test
    void shouldSendSilenceUntilTheAgentHasGreetedAndThenSpeak() {
        SimulatedCaller caller = caller(WAIT, new CallerStep.Speak(WORDS), new CallerStep.HangUp());
        caller.onOpen(T);
        runTo(caller, 100);
        caller.onMedia(audible(400), nowNs);
        runTo(caller, 1100);
        assertThat(sent).doesNotContain("speech");
        // Heard from 120 to 520 ms, settled at 1120.
        runTo(caller, 1140);
        assertThat(sent.getLast()).isEqualTo("speech");
        runTo(caller, 2000);
        CallResult result = caller.result().join();
        assertThat(result.failure()).isEmpty();
        assertThat(result.turns()).hasSize(2);
        assertThat(result.endOfSpeechMs(result.turns().get(1).turn())).isEqualTo(1120 + 300);
        assertThat(sent.stream().filter("speech"::equals)).hasSize(15);
        assertThat(sent.getLast()).isEqualTo("hang up");
    }

    @Test
    void shouldInterruptTheAgentAfterTheGivenTime() {
        SimulatedCaller caller = caller(new CallerStep.BargeIn(500, 5000, WORDS), WAIT);
        caller.onOpen(T);
        caller.onMedia(audible(3000), nowNs);
        runTo(caller, 700);
        caller.onClear(nowNs);
        runTo(caller, 1200);
        caller.onMedia(audible(100), nowNs);
        runTo(caller, 3000);
        TurnFigures figures = caller.result().join().turns().get(1);
        assertThat(figures.bargedIn()).isTrue();
        assertThat(figures.bargeInStopMs()).isEqualTo(700 - 520);
        assertThat(figures.mrlMs()).isEqualTo(1200 + 20 - (520 + 300));
        assertThat(caller.result().join().failure()).isEmpty();
    }

    @Test
    void shouldFailWhenTheAgentStoppedBeforeItCouldBeInterrupted() {
        SimulatedCaller caller = caller(new CallerStep.BargeIn(500, 5000, WORDS));
        caller.onOpen(T);
        caller.onMedia(audible(200), nowNs);
        runTo(caller, 3000);
        assertThat(caller.result().join().failure()).contains("stopped before");
    }

    @Test
    void shouldFailWhenTheAgentDoesNotAnswerInTime() {
        SimulatedCaller caller = caller(new CallerStep.Speak(WORDS), WAIT);
        caller.onOpen(T);
        runTo(caller, 6000);
        assertThat(caller.result().join().failure())
                .isEqualTo("turn 1: the agent did not answer within 5000 ms");
    }

    @Test
    void shouldHearALongGreetingToItsEndThoughItNeedNotCome() {
        CallerStep patient = new CallerStep.AwaitAgent(600, 5000, false);
        SimulatedCaller caller = caller(patient, new CallerStep.Speak(WORDS));
        caller.onOpen(T);
        caller.onMedia(audible(8000), nowNs);
        runTo(caller, 8000);
        assertThat(sent).doesNotContain("speech");
        runTo(caller, 10_000);
        assertThat(sent).contains("speech");
        assertThat(caller.result().join().failure()).isEmpty();
    }

    @Test
    void shouldSpeakWithoutAGreetingWhenNoneComesInTime() {
        SimulatedCaller caller =
                caller(new CallerStep.AwaitAgent(600, 5000, false), new CallerStep.Speak(WORDS));
        caller.onOpen(T);
        runTo(caller, 6000);
        assertThat(sent).contains("speech");
        assertThat(caller.result().join().failure()).isEmpty();
    }

    @Test
    void shouldPressKeysOneAfterTheOtherAsATurnOfTheirOwn() {
        SimulatedCaller caller = caller(new CallerStep.PressKeys("12#", 100), WAIT);
        caller.onOpen(T);
        runTo(caller, 90);
        assertThat(sent).contains("key 1").doesNotContain("key 2");
        runTo(caller, 300);
        assertThat(sent).contains("key 2", "key #");
        caller.onMedia(audible(100), nowNs);
        runTo(caller, 2000);
        CallResult result = caller.result().join();
        assertThat(result.failure()).isEmpty();
        assertThat(result.turns().get(1).turn().keys()).isTrue();
    }

    @Test
    void shouldNoteWhenMarksClearsAndKeysCame() {
        SimulatedCaller caller = caller(new CallerStep.PressKeys("7", 100), WAIT);
        caller.onOpen(T);
        caller.onMedia(audible(1000), nowNs);
        caller.onMark("first", nowNs);
        runTo(caller, 200);
        caller.onClear(nowNs);
        caller.onMedia(audible(100), nowNs);
        caller.onMark("last", nowNs);
        caller.onClosed(true, "", nowNs);
        CallTrace trace = caller.result().join().trace();
        assertThat(trace.keys()).containsExactly(new CallTrace.Key('7', 0));
        // Of 1000 ms behind 20 ms of playout depth 180 are played, as whole frames.
        assertThat(trace.clears()).containsExactly(new CallTrace.Clear(200, 820));
        assertThat(trace.marks())
                .containsExactly(
                        new CallTrace.Mark("first", 0, 200.0),
                        new CallTrace.Mark("last", 200, null));
    }

    @Test
    void shouldPressTimedKeysWithoutMakingATurn() {
        CallerScript script =
                new CallerScript(
                        List.of(new CallerStep.Silence(500)),
                        List.of(new CallerScript.TimedKey(200, '5')));
        SimulatedCaller caller = caller(script);
        caller.onOpen(T);
        runTo(caller, 180);
        assertThat(sent).doesNotContain("key 5");
        runTo(caller, 600);
        assertThat(sent).contains("key 5");
        assertThat(caller.result().join().turns()).hasSize(1);
    }

    @Test
    void shouldCompleteWhenNothingWasHeardAfterAClear() {
        SimulatedCaller caller = caller(new CallerStep.Silence(600));
        caller.onOpen(T);
        caller.onMedia(audible(400), nowNs);
        caller.onMedia(audible(400), nowNs);
        runTo(caller, 100);
        caller.onClear(nowNs);
        runTo(caller, 700);
        CallResult result = caller.result().join();
        assertThat(result.failure()).isEmpty();
        assertThat(result.heard()).hasSizeLessThan(200 * 8);
    }

    @Test
    void shouldEchoMarksWhenPlayedAndAtOnceWhenCleared() {
        SimulatedCaller caller = caller(new CallerStep.Silence(5000));
        caller.onOpen(T);
        caller.onMedia(audible(105), nowNs);
        caller.onMark("played", nowNs);
        assertThat(caller.nextDueNs()).isEqualTo(T + 20 * MS);
        runTo(caller, 124);
        assertThat(sent).doesNotContain("mark played");
        runTo(caller, 125);
        assertThat(sent).contains("mark played");
        caller.onMedia(audible(1000), nowNs);
        caller.onMark("cleared", nowNs);
        caller.onClear(nowNs);
        assertThat(sent.getLast()).isEqualTo("mark cleared");
    }

    @Test
    void shouldAcceptThatTheServerEndsTheStreamWhenNothingIsLeftToSay() {
        SimulatedCaller caller =
                caller(new CallerStep.Speak(WORDS), new CallerStep.AwaitHangUp(5000));
        caller.onOpen(T);
        runTo(caller, 1000);
        caller.onClosed(true, "close 1000", nowNs);
        assertThat(caller.result().join().failure()).isEmpty();
        assertThat(caller.result().join().endedByServer()).isTrue();
    }

    @Test
    void shouldFailWhenTheServerEndsTheStreamWhileTheCallerHasMoreToSay() {
        SimulatedCaller caller = caller(WAIT, new CallerStep.Speak(WORDS));
        caller.onOpen(T);
        runTo(caller, 500);
        caller.onClosed(true, "close 1000", nowNs);
        assertThat(caller.result().join().failure())
                .contains("before the caller was done: close 1000");
    }

    @Test
    void shouldFailWhenTheConnectionIsLostAlthoughNothingIsLeftToSay() {
        SimulatedCaller caller = caller(new CallerStep.AwaitHangUp(5000));
        caller.onOpen(T);
        runTo(caller, 500);
        caller.onClosed(false, "connection lost", nowNs);
        assertThat(caller.result().join().failure()).contains("connection lost");
    }

    @Test
    void shouldFailWhenTheServerClosesBeforeTheStreamBegan() {
        SimulatedCaller caller = caller(new CallerStep.AwaitHangUp(5000));
        caller.onClosed(true, "close 1013", nowNs);
        assertThat(caller.result().join().failure()).contains("close 1013");
    }

    @Test
    void shouldCatchUpWithAllFramesAfterAStallAndCountThemLate() {
        SimulatedCaller caller = caller(new CallerStep.Silence(400));
        caller.onOpen(T);
        caller.tick(T + 100 * MS);
        assertThat(sent.stream().filter("silence"::equals)).hasSize(5);
        nowNs = T + 100 * MS;
        runTo(caller, 600);
        assertThat(caller.result().join().counts().framesLate()).isEqualTo(4);
    }

    @Test
    void shouldTellOfTurnsWhileTheCallRuns() {
        SimulatedCaller caller = caller(new CallerStep.Speak(WORDS), new CallerStep.Silence(100));
        caller.onOpen(T);
        runTo(caller, 60);
        assertThat(progress).hasSize(3);
        assertThat(progress.get(0)).isInstanceOf(CallProgress.Connected.class);
        assertThat(progress.get(1)).isInstanceOf(CallProgress.TurnOver.class);
        assertThat(progress.get(2)).isInstanceOf(CallProgress.CallerBegan.class);
        runTo(caller, 1000);
        assertThat(progress).hasSize(4);
    }

    private SimulatedCaller caller(CallerStep... steps) {
        return caller(new CallerScript(List.of(steps)));
    }

    private SimulatedCaller caller(CallerScript script) {
        return new SimulatedCaller(
                "CA1",
                new CallerSocket.Call(script, 20, false, progress::add, AgentWords.NONE),
                new Recorder(),
                FrameClock.latenessHistogram());
    }

    /** Steps the caller, at each instant it asked for, up to {@code ms} of stream time. */
    private void runTo(SimulatedCaller caller, long ms) {
        long endNs = T + ms * MS;
        while (caller.nextDueNs() <= endNs) {
            nowNs = Math.max(nowNs, caller.nextDueNs());
            caller.tick(nowNs);
        }
        nowNs = endNs;
    }

    private final class Recorder implements CallerWire {
        @Override
        public void open() {
            sent.add("open");
        }

        @Override
        public void media(long frame, byte[] mulaw) {
            sent.add(
                    mulaw[80] == WireAudio.SILENCE && mulaw[81] == WireAudio.SILENCE
                            ? "silence"
                            : "speech");
        }

        @Override
        public void key(char key) {
            sent.add("key " + key);
        }

        @Override
        public void mark(String name) {
            sent.add("mark " + name);
        }

        @Override
        public void hangUp() {
            sent.add("hang up");
        }
    }
}
