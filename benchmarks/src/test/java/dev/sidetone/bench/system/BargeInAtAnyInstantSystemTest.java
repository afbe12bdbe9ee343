/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty interruptions by voice: ten callers at once, each of whom cuts five answers at instants of
 * its own with another question. One caller beside them hears every answer out, as the measure of
 * what there was to be heard. Latency is told, never judged; but a caller that stands still for a
 * second misses its instant, so the machine must be its own.
 */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // filled before any test
final class BargeInAtAnyInstantSystemTest {
    private static final int CALLERS = 10;
    private static final int CUTS = 5;
    private static final int SAMPLES_PER_MS = 8;

    /** Silence in µ-law, both ways. */
    private static final byte PLUS_ZERO = (byte) 0xFF;

    private static final byte MINUS_ZERO = 0x7F;

    private static final CallerStep WAIT = new CallerStep.AwaitAgent(600, 15_000, true);

    /**
     * Clauses are of uneven pace, so a share of the audio tells a share of the text only so well.
     */
    private static final double WORD_MS = 700;

    /** The caller's and the server's clock may see the clear so far apart. */
    private static final int ALIGN_SAMPLES = 16;

    /** A question, its answer, and the latest instant at which that is cut. */
    private record Question(String text, String answer, int latestMs) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question(
                            "what are your hours",
                            "We are open Monday to Friday, eight to six. Anything else?",
                            2500),
                    new Question(
                            "what are your prices",
                            "A visit is sixty dollars. Anything else?",
                            1700),
                    new Question(
                            "what is your address",
                            "We are at twelve Maple Street, next to the library. Anything else?",
                            2500));

    private List<CallOutcome> calls;
    private final List<List<TurnRecord>> server = new ArrayList<>();
    private final Map<String, byte[]> whole = new HashMap<>();

    @BeforeAll
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void ring(@TempDir Path folder) throws Exception {
        Scripts scripts = new Scripts();
        List<CallerScript> callers = new ArrayList<>();
        for (int seed = 0; seed < CALLERS; seed++) {
            callers.add(interrupting(seed, scripts));
        }
        callers.add(patient(scripts));
        try (FrontDesk desk = FrontDesk.open(folder, Map.of())) {
            calls = desk.ringAll(callers);
            for (CallOutcome call : calls) {
                desk.await(
                        "/v1/calls/" + call.call().callSid(), body -> body.contains("\"ended\""));
                server.add(desk.serverTurns(call));
            }
        }
        CallOutcome patient = calls.getLast();
        for (int i = 1; i <= QUESTIONS.size(); i++) {
            whole.put(QUESTIONS.get(i - 1).answer, heard(patient.call(), i));
        }
        tell();
    }

    private static CallerScript interrupting(int seed, Scripts scripts) throws Exception {
        Random random = new Random(seed);
        List<CallerStep> steps = new ArrayList<>();
        steps.add(WAIT);
        steps.add(new CallerStep.Speak(scripts.say(question(seed, 0).text)));
        for (int cut = 1; cut <= CUTS; cut++) {
            int afterMs = random.nextInt(question(seed, cut - 1).latestMs);
            steps.add(
                    new CallerStep.BargeIn(afterMs, 15_000, scripts.say(question(seed, cut).text)));
        }
        steps.add(WAIT);
        steps.add(new CallerStep.HangUp());
        return new CallerScript(steps);
    }

    private static CallerScript patient(Scripts scripts) throws Exception {
        List<CallerStep> steps = new ArrayList<>(List.of(WAIT));
        for (Question question : QUESTIONS) {
            steps.add(new CallerStep.Speak(scripts.say(question.text)));
            steps.add(WAIT);
        }
        steps.add(new CallerStep.HangUp());
        return new CallerScript(steps);
    }

    /** What that caller asks in its turn of that number, from 0; never the same twice in a row. */
    private static Question question(int seed, int turn) {
        return QUESTIONS.get((seed + turn * (1 + seed % 2)) % QUESTIONS.size());
    }

    @Test
    void shouldAnswerTheNewWordsEachTime() {
        forEachCall((seed, call) -> {
            assertThat(call.call().failure()).isEmpty();
            assertThat(server.get(seed)).as("caller %d", seed).hasSize(CUTS + 2);
            for (int turn = 1; turn <= CUTS + 1; turn++) {
                TurnRecord record = server.get(seed).get(turn);
                Question asked = question(seed, turn - 1);
                assertThat(record.callerText()).as("caller %d", seed).isEqualTo(asked.text);
                assertThat(record.agentText()).as("caller %d", seed).isEqualTo(asked.answer);
            }
        });
    }

    @Test
    void shouldStopOnceForEachInterruptionAndPlayNothingOldAfterwards() {
        forEachCall((seed, call) -> {
            assertThat(call.call().counts().clears()).as("caller %d", seed).isEqualTo(CUTS);
            assertThat(call.call().turns().stream().filter(TurnFigures::bargedIn)).hasSize(CUTS);
            assertThat(server.get(seed)).filteredOn(TurnRecord::bargedIn).hasSize(CUTS);
            assertThat(call.call().turns()).allMatch(figures -> figures.staleMs() == 0);
            assertThat(call.checks()).as("caller %d", seed).allMatch(Check::held);
            for (int turn = 1; turn <= CUTS + 1; turn++) {
                assertBeginningOf(
                        Objects.requireNonNull(whole.get(question(seed, turn - 1).answer)),
                        heard(call.call(), turn),
                        "caller %d, turn %d".formatted(seed, turn));
            }
        });
    }

    /**
     * Sample for sample, silence left out: nothing else was played, whenever it came.
     *
     * @param whole the answer as it is heard to its end
     */
    private static void assertBeginningOf(byte[] whole, byte[] heard, String whose) {
        boolean same = false;
        for (int from = 0; !same && from <= 2 * ALIGN_SAMPLES; from++) {
            same = beginsAt(whole, from, heard);
        }
        assertThat(same).as("%s: %d sounding samples", whose, heard.length).isTrue();
    }

    private static boolean beginsAt(byte[] whole, int from, byte[] heard) {
        int length = heard.length - 2 * ALIGN_SAMPLES;
        return length <= 0
                || (from + length <= whole.length
                        && Arrays.equals(
                                whole,
                                from,
                                from + length,
                                heard,
                                ALIGN_SAMPLES,
                                ALIGN_SAMPLES + length));
    }

    @Test
    void shouldRememberWhatWasHeardToTheWord() {
        forEachCall((seed, call) -> {
            for (int turn = 1; turn <= CUTS; turn++) {
                TurnRecord cut = server.get(seed).get(turn);
                String said = Objects.requireNonNull(cut.agentText());
                String remembered = Objects.requireNonNull(cut.agentTextHeard());
                assertThat(said).startsWith(remembered).isNotEqualTo(remembered);
                assertThat(said.substring(remembered.length()))
                        .startsWith(remembered.isEmpty() ? "" : " ");
                double wholeMs = wholeMs(said);
                double heardMs = call.call().turns().get(turn).answerMs();
                double rememberedMs = remembered.length() * wholeMs / said.length();
                assertThat(rememberedMs)
                        .as("caller %d, turn %d, '%s'", seed, turn, remembered)
                        .isBetween(heardMs - WORD_MS, heardMs + WORD_MS);
            }
        });
    }

    /** How long that answer sounds when it is heard to its end. */
    private double wholeMs(String answer) {
        for (int i = 0; i < QUESTIONS.size(); i++) {
            if (QUESTIONS.get(i).answer.equals(answer)) {
                return calls.getLast().call().turns().get(i + 1).answerMs();
            }
        }
        throw new AssertionError(answer);
    }

    /** What sounded of the answer to a turn, until it was over or cut. */
    private static byte[] heard(CallResult call, int turn) {
        TurnFigures figures = call.turns().get(turn);
        double fromMs =
                call.endOfSpeechMs(figures.turn()) + Objects.requireNonNull(figures.mrlMs());
        TurnFigures next = turn + 1 < call.turns().size() ? call.turns().get(turn + 1) : null;
        double toMs =
                next == null
                        ? Double.MAX_VALUE
                        : call.onsetMs(next.turn())
                                + Objects.requireNonNullElse(next.bargeInStopMs(), 0.0);
        byte[] all = call.heard();
        int from = (int) Math.round(fromMs * SAMPLES_PER_MS);
        int to = (int) Math.min(all.length, Math.round(toMs * SAMPLES_PER_MS));
        byte[] sounding = new byte[Math.max(0, to - from)];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (all[i] != PLUS_ZERO && all[i] != MINUS_ZERO) {
                sounding[length++] = all[i];
            }
        }
        return Arrays.copyOf(sounding, length);
    }

    private interface Judge {
        void judge(int seed, CallOutcome call);
    }

    private void forEachCall(Judge judge) {
        for (int seed = 0; seed < CALLERS; seed++) {
            judge.judge(seed, calls.get(seed));
        }
    }

    private void tell() {
        Percentiles stop =
                Percentiles.of(
                        calls.stream()
                                .flatMap(call -> call.call().turns().stream())
                                .map(TurnFigures::bargeInStopMs)
                                .filter(Objects::nonNull)
                                .map(Objects::requireNonNull)
                                .toList());
        System.out.printf(
                "%d interruptions: silent p50 %.0f, p95 %.0f, max %.0f ms after the caller's onset%n",
                stop.count(), stop.p50(), stop.p95(), stop.max());
    }
}
