/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run with a greeting, an answered turn and an interruption. */
final class TestRuns {

    private static final TurnRecord.Providers EMBEDDED =
            new TurnRecord.Providers("embedded", "scripted", null);

    private TestRuns() {}

    static RunReport run(double lateMs) {
        return run(
                lateMs,
                List.of(figures(0, null), figures(1, 520.0), figures(2, 480.5)),
                new CallResult.Counts(500, 2, 300, 120, 1, 4, 0, 240, 3, null));
    }

    /** Other turns and counts. */
    static RunReport run(List<TurnFigures> turns, CallResult.Counts counts) {
        return run(1, turns, counts);
    }

    private static RunReport run(double lateMs, List<TurnFigures> turns, CallResult.Counts counts) {
        CallResult call = call(turns, counts);
        CallOutcome outcome =
                new CallOutcome(
                        call,
                        TurnMerge.merge(call, "twilio", server()),
                        List.of(
                                new Check("a <check>", true, ""),
                                new Check("a figure", Check.Verdict.OVER, "2 of 1")),
                        "Dial: +1");
        return new RunReport(
                "demo",
                Instant.parse("2026-11-21T10:00:00Z"),
                new MachineFacts(2, "a <CPU>", 4096, "Linux", "JDK 25"),
                Map.of("seed", "7"),
                List.of(outcome),
                List.of(),
                new SelfFacts(lateMs, 0.25));
    }

    /**
     * The caller speaks in the first second of every turn, the agent in the second half of the
     * next.
     */
    private static CallResult call(List<TurnFigures> turns, CallResult.Counts counts) {
        byte[] spoken = silence(12_000);
        byte[] heard = silence(13_000);
        for (TurnFigures turn : turns) {
            int fromMs = (int) (turn.turn().onsetNs() / 1_000_000);
            if (turn.turn().number() > 0) {
                tone(spoken, fromMs, fromMs + 1000);
            }
            tone(heard, fromMs + 1500, fromMs + 2500);
        }
        return new CallResult(
                "CA1",
                "",
                true,
                0,
                turns,
                List.of(),
                counts,
                spoken,
                heard,
                new CallTrace(
                        List.of(
                                new CallTrace.Mark("m\"1\"", 100, 2500.0),
                                new CallTrace.Mark("m2", 9900, null)),
                        List.of(new CallTrace.Clear(8250, 640)),
                        List.of(new CallTrace.Key('#', 3000))));
    }

    static byte[] silence(int ms) {
        byte[] mulaw = new byte[ms * 8];
        Arrays.fill(mulaw, WireAudio.SILENCE);
        return mulaw;
    }

    /** Makes a stretch audible. */
    static void tone(byte[] mulaw, int fromMs, int toMs) {
        short[] pcm = new short[(toMs - fromMs) * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8000 * Math.sin(i * 2 * Math.PI * 400 / 8000));
        }
        System.arraycopy(WireAudio.encode(pcm), 0, mulaw, fromMs * 8, pcm.length);
    }

    /** The page of a run. */
    static String page(RunReport run) {
        return ReportHtml.render(
                run,
                run.calls().stream()
                        .map(outcome -> Recording.of(outcome.call(), "call.wav"))
                        .toList());
    }

    static TurnFigures figures(int number, @Nullable Double mrlMs) {
        CallerTurn turn =
                new CallerTurn(
                        number,
                        number == 0 ? null : "caller says " + number,
                        number * 4_000_000_000L,
                        number * 4_000_000_000L + 1_000_000_000L,
                        number == 0);
        boolean barged = number == 2;
        return new TurnFigures(
                turn,
                mrlMs,
                mrlMs == null ? null : mrlMs - 20,
                barged,
                barged ? 310.0 : null,
                0,
                1,
                30,
                1500);
    }

    /** A call that was never answered. */
    static RunReport failed() {
        CallResult.Counts none = new CallResult.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, null);
        CallResult call =
                new CallResult(
                        "CA1",
                        "the call was refused: <busy>",
                        false,
                        0,
                        List.of(),
                        List.of(),
                        none,
                        new byte[0],
                        new byte[0],
                        CallTrace.EMPTY);
        return of(new CallOutcome(call, List.of(), List.of(), ""));
    }

    /** One turn, with these texts on both sides. */
    static RunReport saying(
            String said,
            @Nullable String understood,
            @Nullable String agent,
            @Nullable String heard) {
        CallerTurn spoken = new CallerTurn(1, said, 0, 1_000_000_000L, false);
        TurnFigures figures = new TurnFigures(spoken, 500.0, 480.0, false, null, 0, 0, 0, 900);
        CallResult call =
                call(List.of(figures), new CallResult.Counts(1, 0, 1, 1, 0, 0, 0, 0, 0, null));
        TurnRecord record =
                new TurnRecord(
                        "CA1",
                        1,
                        "twilio",
                        understood,
                        agent,
                        heard,
                        1000.0,
                        500.0,
                        480.0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        EMBEDDED);
        return of(new CallOutcome(call, List.of(record), List.of(), ""));
    }

    private static RunReport of(CallOutcome outcome) {
        return new RunReport(
                "call",
                Instant.parse("2026-11-21T10:00:00Z"),
                new MachineFacts(2, "cpu", 4096, "Linux", "JDK 25"),
                Map.of("url", "ws://\"><script>"),
                List.of(outcome),
                List.of(),
                new SelfFacts(1, 0.25));
    }

    /** A turn that nobody answered. */
    static TurnFigures unanswered(int number) {
        CallerTurn turn = figures(number, null).turn();
        return new TurnFigures(turn, null, null, false, null, 0, 0, 0, 0);
    }

    static List<TurnRecord> server() {
        return List.of(record(0, null, null), record(1, 4990.0, 530.0), record(2, 9010.0, 470.0));
    }

    static TurnRecord record(int turn, @Nullable Double endMs, @Nullable Double mrlMs) {
        Double target = mrlMs == null ? null : Double.valueOf(400);
        return new TurnRecord(
                "CA1",
                turn,
                "twilio",
                "heard <" + turn + ">",
                "agent says & " + turn,
                null,
                endMs,
                null,
                null,
                mrlMs,
                target,
                target,
                mrlMs == null ? null : Double.valueOf(mrlMs - 400),
                null,
                null,
                null,
                null,
                false,
                turn == 2 ? 250.0 : null,
                null,
                EMBEDDED);
    }
}
