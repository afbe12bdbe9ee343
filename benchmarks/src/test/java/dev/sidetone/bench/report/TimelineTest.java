/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.server.report.CallTimes;
import dev.sidetone.server.report.Timeline;
import dev.sidetone.server.report.Waveform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TimelineTest {

    private static final CallResult.Counts COUNTS =
            new CallResult.Counts(1, 0, 1, 1, 0, 0, 0, 0, 0, null);

    @Test
    void shouldJoinWhatIsAudibleOverShortPausesAndPartItOverLongOnes() {
        byte[] voice = TestRuns.silence(3000);
        TestRuns.tone(voice, 500, 800);
        TestRuns.tone(voice, 1000, 1200);
        TestRuns.tone(voice, 1600, 2000);
        assertThat(new Voice(voice).speech())
                .containsExactly(new CallTimes.Span(500, 1200), new CallTimes.Span(1600, 2000));
        assertThat(new Voice(TestRuns.silence(100)).speech()).isEmpty();
        assertThat(new Voice(new byte[0]).speech()).isEmpty();
    }

    @Test
    void shouldDrawAStrokeWhereThereIsSoundAndNoneInSilence() {
        byte[] voice = TestRuns.silence(1000);
        TestRuns.tone(voice, 250, 500);
        Voice drawn = new Voice(voice);
        // Four columns of 250 ms: the second is as loud as the voice is.
        assertThat(drawn.path(0, 1000, 4)).isEqualTo("M1.5 0v100");
        assertThat(drawn.path(2000, 3000, 4)).isEmpty();
    }

    @Test
    void shouldNotBlowUpAVoiceThatIsNearlySilent() {
        byte[] faint = TestRuns.silence(1000);
        faint[4000] = (byte) 0xf0;
        assertThat(new Voice(faint).path(0, 1000, 4)).isEqualTo("M2.5 45v10");
    }

    @Test
    void shouldDrawTurnsSpeechWaitsInterruptionsMarksClearsAndKeys() {
        CallResult call = TestRuns.run(1).calls().getFirst().call();
        String html = draw(call);
        assertThat(html)
                .contains(
                        "<title>turn 1, 4.00 s to 8.00 s</title>",
                        "<title>caller speaks, 4.00 s to 5.00 s</title>",
                        "<title>agent speaks, 5.50 s to 6.50 s</title>",
                        "turn 1: the answer begins 520 ms after the caller has ended",
                        "turn 2 interrupts the agent, who is heard for another 310 ms",
                        "clear at 8.25 s: 640 ms of audio dropped unheard",
                        "mark m&quot;1&quot;, sent at 0.10 s, reached at 2.50 s",
                        "mark m2, sent at 9.90 s, not reached before the call ended",
                        "<title>key # at 3.00 s</title>",
                        ">turn 2 interrupts</text>",
                        ">520 ms</text>",
                        "end of the call, 13.00 s");
        // 13 s in pieces of 8 s.
        assertThat(html.split("class=\"piece\"", -1)).hasSize(2 + 1);
    }

    @Test
    void shouldExplainWhatThePictureHoldsAndNothingElse() {
        CallResult call = TestRuns.run(1).calls().getFirst().call();
        Recording recording = Recording.of(call, "call.wav");
        assertThat(Timeline.legend(TracedCall.times(call, recording), true))
                .contains("mark:", "clear,", "key pressed", "interrupted", "waiting");
        CallResult quiet = call(List.of(), CallTrace.EMPTY, 1000);
        assertThat(Timeline.legend(TracedCall.times(quiet, Recording.of(quiet, "call.wav")), true))
                .contains("the caller&#39;s voice")
                .doesNotContain("mark:", "clear,", "key pressed", "interrupted", "waiting");
    }

    @Test
    void shouldStayBoundedHoweverLongTheCall() {
        assertThat(Timeline.pieceMs(37_000)).isEqualTo(8000);
        assertThat(Timeline.pieceMs(24 * 8000)).isEqualTo(8000);
        assertThat(Timeline.pieceMs(24 * 8000 + 1)).isEqualTo(12_000);
        List<CallTrace.Mark> marks = new ArrayList<>();
        for (int i = 0; i < CallTrace.MOST; i++) {
            marks.add(new CallTrace.Mark("m".repeat(1000) + i, i * 60.0, i * 60.0));
        }
        CallResult call = call(List.of(), new CallTrace(marks, List.of(), List.of()), 600_000);
        String html = draw(call);
        assertThat(html.split("class=\"piece\"", -1)).hasSizeLessThanOrEqualTo(24 + 1);
        assertThat(html).contains("more</title>").hasSizeLessThan(1_000_000);
    }

    private static CallResult call(List<TurnFigures> turns, CallTrace trace, int ms) {
        return new CallResult(
                "CA1",
                "",
                true,
                0,
                turns,
                List.of(),
                COUNTS,
                TestRuns.silence(ms),
                TestRuns.silence(ms),
                trace);
    }

    private static String draw(CallResult call) {
        Recording recording = Recording.of(call, "call.wav");
        return Timeline.html(
                TracedCall.times(call, recording),
                new Waveform.Voices(recording.caller(), recording.agent()));
    }
}
