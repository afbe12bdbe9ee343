/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedDecoder;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import dev.sidetone.bench.script.Stimulus;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller, and an agent that the test plays by hand, on a clock of frames. */
@Tag("unit")
final class TalkCallerTest {

    private static final long FRAME_NS = 20_000_000;
    private static final long START_NS = 5_000_000_000L;
    private static final int SPEECH_MS = 500;
    private static final int CLIP_FRAMES = (CodedSpeech.CODEWORD_MS + SPEECH_MS) / 20;

    private final LoadTally tally = new LoadTally();
    private final List<Integer> said = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private final CodedDecoder ear = CodedSpeech.decoder((number, _) -> said.add(number));
    private final List<TurnOutcome> turns = new ArrayList<>();
    private TalkCaller caller = talk(false);
    private long frame;

    private TalkCaller talk(boolean interrupts) {
        TalkPlan plan =
                new TalkPlan(
                        List.of(Stimulus.ofSpeech(tone(SPEECH_MS), "tone")),
                        true,
                        interrupts,
                        20,
                        4);
        TalkCaller made =
                new TalkCaller(
                        "CA1",
                        plan,
                        new TalkClips(plan.speech(), true, 4),
                        new SplittableRandom(4),
                        tally);
        tally.window(0, Long.MAX_VALUE);
        made.onOpen(START_NS, marks::add);
        return made;
    }

    private static short[] tone(int ms) {
        short[] pcm = new short[ms * 8];
        for (int i = 0; i < pcm.length; i++) {
            // no tone of a codeword
            pcm[i] = (short) (9000 * Math.sin(2 * Math.PI * 333 * i / 8000));
        }
        return pcm;
    }

    private static byte[] answer(int phrase, int ms) {
        return WireAudio.encode(CodedSpeech.encode(new CodedPhrase(phrase), tone(ms)));
    }

    private long nowNs() {
        return START_NS + frame * FRAME_NS;
    }

    /** Lets the time of one frame pass. */
    private byte[] step() {
        byte[] sent = Base64.getDecoder().decode(caller.nextFrame(frame++));
        ear.onMulaw(sent, 0, sent.length);
        caller.tick(nowNs());
        turns.addAll(tally.snapshot(0).turns());
        return sent;
    }

    private void steps(int frames) {
        for (int i = 0; i < frames; i++) {
            step();
        }
    }

    private void hear(byte[] mulaw) {
        caller.onMedia(mulaw, mulaw.length, nowNs());
    }

    /** Until the first audible frame of a turn has just been sent. */
    private void untilItSpeaks() {
        for (int i = 0; i < 400; i++) {
            if (WireAudio.LEVEL.firstAudible(step(), 0, 160) >= 0) {
                return;
            }
        }
        throw new AssertionError("the caller never spoke");
    }

    /** Until the turn has just been spoken to its end; what phrase it was. */
    private int untilItHasSpoken() {
        untilItSpeaks();
        steps(CLIP_FRAMES - 1);
        return said.getLast();
    }

    @Test
    void shouldMeasureAnAnswerAsItIsPlayed() {
        int phrase = untilItHasSpoken();
        steps(15);
        hear(answer(phrase, 400));
        caller.onMark("1", nowNs());
        steps(100);
        assertThat(turns).hasSize(1);
        TurnOutcome turn = turns.getFirst();
        assertThat(turn.verdict()).isEqualTo(TurnOutcome.Verdict.ANSWERED);
        assertThat(turn.phrase()).isEqualTo(phrase);
        // 15 frames of silence, and 20 ms of playout depth
        assertThat(turn.figures().mrlMs()).isEqualTo(320);
        assertThat(turn.figures().mrlArrivalMs()).isEqualTo(300);
        assertThat(marks).containsExactly("1");
    }

    @Test
    void shouldSayAPhraseOfItsOwnInEveryTurn() {
        for (int i = 0; i < 5; i++) {
            hear(answer(untilItHasSpoken(), 100));
            steps(70);
        }
        assertThat(said).hasSize(5).doesNotHaveDuplicates();
        assertThat(turns)
                .hasSize(5)
                .allMatch(turn -> turn.verdict() == TurnOutcome.Verdict.ANSWERED);
    }

    @Test
    void shouldTellAnswersToOthersFromItsOwn() {
        int phrase = untilItHasSpoken();
        hear(answer(phrase ^ 1, 400));
        steps(100);
        assertThat(turns.getFirst().verdict()).isEqualTo(TurnOutcome.Verdict.FOREIGN);
    }

    @Test
    void shouldTellAnAnswerThatNamesNoPhrase() {
        untilItHasSpoken();
        hear(WireAudio.encode(tone(600)));
        steps(100);
        assertThat(turns.getFirst().verdict()).isEqualTo(TurnOutcome.Verdict.UNCODED);
    }

    @Test
    void shouldCountAnswersHeardBeforeAnythingWasAsked() {
        hear(answer(77, 400));
        steps(10);
        assertThat(tally.snapshot(0).frames().strayPhrases()).isEqualTo(1);
    }

    @Test
    void shouldMissAnAnswerThatDoesNotComeAndGoOn() {
        untilItHasSpoken();
        steps(510);
        assertThat(turns.getFirst().verdict()).isEqualTo(TurnOutcome.Verdict.MISSED);
        assertThat(turns.getFirst().figures().mrlMs()).isNull();
        untilItHasSpoken();
        assertThat(said).hasSize(2);
    }

    @Test
    void shouldCallAnAnswerEarlyThatComesBeforeTheEndOfSpeech() {
        untilItSpeaks();
        steps(20);
        hear(answer(said.getLast(), 200));
        steps(100);
        assertThat(turns.getFirst().verdict()).isEqualTo(TurnOutcome.Verdict.EARLY);
        assertThat(Objects.requireNonNull(turns.getFirst().figures().mrlMs())).isNegative();
    }

    @Test
    void shouldMeasureHowLongAnInterruptedAnswerGoesOn() {
        caller = talk(true);
        int first = untilItHasSpoken();
        steps(10);
        hear(answer(first, 4000));
        untilItSpeaks();
        steps(9);
        caller.onClear(nowNs());
        steps(CLIP_FRAMES - 10 + 15);
        hear(answer(said.getLast(), 200));
        steps(120);
        assertThat(turns).hasSize(2);
        assertThat(turns.get(0).verdict()).isEqualTo(TurnOutcome.Verdict.ANSWERED);
        assertThat(turns.get(1).verdict()).isEqualTo(TurnOutcome.Verdict.ANSWERED);
        assertThat(turns.get(1).figures().bargedIn()).isTrue();
        assertThat(turns.get(1).figures().bargeInStopMs()).isBetween(190.0, 220.0);
        assertThat(turns.get(1).figures().mrlMs()).isEqualTo(320);
    }

    @Test
    void shouldFinishTheTurnItIsInAndThenHangUp() {
        int phrase = untilItHasSpoken();
        caller.finish(nowNs());
        assertThat(caller.done(nowNs())).isFalse();
        hear(answer(phrase, 200));
        steps(100);
        assertThat(caller.done(nowNs())).isTrue();
        assertThat(said).hasSize(1);
    }

    @Test
    void shouldWriteDownATurnThatTheServerCutShort() {
        untilItHasSpoken();
        caller.onEnd(nowNs());
        assertThat(tally.snapshot(0).turns())
                .singleElement()
                .extracting(TurnOutcome::verdict)
                .isEqualTo(TurnOutcome.Verdict.CUT);
    }
}
