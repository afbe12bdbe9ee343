/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded people at the front desk. It need not understand them, but it must answer once for every
 * turn and never before the turn is over. All recordings are played side by side, each twice: over
 * the greeting, and after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HumanSpeechCases {

    /** How long to listen after the last sound for an answer too many. */
    private static final int LISTEN_MS = 6000;

    private static final int TAIL_MS = 200;
    private static final int FRAME_MS = 20;

    /** An energy detector's end of speech and a person's differ by about this. */
    private static final double ANNOTATION_MS = 150;

    private final Map<Clip, Played> played = new LinkedHashMap<>();

    /** One recording's call, by both sides. */
    private record Played(CallOutcome call, List<TurnRecord> server) {}

    /** How a recording is played. */
    private enum Start {
        OVER_GREETING,
        AFTER_GREETING
    }

    private record Clip(String name, Start start) {}

    /** Which detector of callers' speech the server has, as its environment says. */
    abstract Map<String, String> detector();

    /** Looks at the server after the calls. */
    abstract void afterwards(FrontDesk desk) throws Exception;

    @BeforeAll
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void playAll(@TempDir Path folder) throws Exception {
        SharedMaterial.require("audio/8k");
        SpokenStimuli stimuli = new SpokenStimuli(() -> new CallerVoice()::speak);
        // The recordings are longer than the agent's patience with a silent caller.
        Map<String, String> settings = new HashMap<>(detector());
        settings.put("SIDETONE_CALL_IDLE_PROMPT_AFTER", "1m");
        try (FrontDesk desk = FrontDesk.open(folder, settings)) {
            Map<Clip, Future<CallOutcome>> calls = new LinkedHashMap<>();
            for (String name :
                    List.of(
                            "clean_1",
                            "multi_turn_3",
                            "clean_short_word",
                            "near_silence",
                            "neg_bursts")) {
                Path wav = SharedMaterial.require("audio/8k/" + name + ".wav");
                Stimulus recording = withoutTail(stimuli.wav(wav));
                for (Start start : Start.values()) {
                    calls.put(new Clip(name, start), desk.ring(script(recording, start)));
                }
            }
            for (Map.Entry<Clip, Future<CallOutcome>> call : calls.entrySet()) {
                CallOutcome outcome = call.getValue().get();
                desk.await(
                        "/v1/calls/" + outcome.call().callSid(),
                        body -> body.contains("\"ended\""));
                played.put(call.getKey(), new Played(outcome, desk.serverTurns(outcome)));
            }
            afterwards(desk);
        }
        played.forEach(HumanSpeechCases::tell);
    }

    /**
     * Up to soon after the last turn: the front desk may hand over, and then ends the stream
     * itself.
     */
    private static Stimulus withoutTail(Stimulus recording) {
        if (recording.turns().isEmpty()) {
            return recording;
        }
        int frames = (recording.turns().getLast().endMs() + TAIL_MS) / FRAME_MS;
        return new Stimulus(
                Arrays.copyOf(recording.mulaw(), frames * Stimulus.FRAME_BYTES), recording.turns());
    }

    private static CallerScript script(Stimulus recording, Start start) {
        List<CallerStep> steps = new ArrayList<>();
        switch (start) {
            case OVER_GREETING -> steps.add(new CallerStep.BargeIn(100, 15_000, recording));
            case AFTER_GREETING -> {
                steps.add(new CallerStep.AwaitAgent(500, 15_000, true));
                steps.add(new CallerStep.Speak(recording));
            }
        }
        steps.add(new CallerStep.Silence(LISTEN_MS));
        return new CallerScript(steps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean_1", "multi_turn_3", "clean_short_word"})
    void shouldAnswerEveryTurnOnceAndNoneEarly(String name) {
        both(name).forEach(HumanSpeechCases::expectOneAnswerATurn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean_1", "multi_turn_3", "clean_short_word"})
    void shouldStopTheGreetingWhenAPersonSpeaksOverIt(String name) {
        Played call = get(new Clip(name, Start.OVER_GREETING));
        assertThat(call.call.call().turns().get(1).bargedIn()).isTrue();
        TurnRecord greeting = call.server.getFirst();
        assertThat(greeting.agentText()).startsWith(greeting.agentTextHeard());
        assertThat(greeting.agentTextHeard()).isNotEqualTo(greeting.agentText());
        Played after = get(new Clip(name, Start.AFTER_GREETING));
        // a later turn may meet the agent while it still says which keys to press
        assertThat(after.call.call().turns().get(1).bargedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"near_silence", "neg_bursts"})
    void shouldTakeNoNoiseForATurn(String name) {
        both(name)
                .forEach(call -> {
                    assertThat(call.call.call().failure()).isEmpty();
                    assertThat(call.server).hasSize(1);
                    TurnRecord greeting = call.server.getFirst();
                    assertThat(greeting.agentTextHeard()).isEqualTo(greeting.agentText());
                    assertThat(call.call.call().counts().clears()).isZero();
                });
    }

    private static void expectOneAnswerATurn(Played call) {
        assertThat(call.call.call().failure()).isEmpty();
        List<TurnFigures> turns = call.call.call().turns();
        assertThat(call.server).hasSameSizeAs(turns);
        for (int i = 1; i < turns.size(); i++) {
            TurnFigures caller = turns.get(i);
            TurnRecord server = call.server.get(i);
            assertThat(server.agentText()).as("answer to turn %d", i).isNotNull();
            assertThat(caller.mrlMs()).as("answer to turn %d as heard", i).isPositive();
            double annotatedEndMs = call.call.call().endOfSpeechMs(caller.turn());
            double serverEndMs = Objects.requireNonNull(server.endOfSpeechMs());
            assertThat(serverEndMs)
                    .isBetween(annotatedEndMs - ANNOTATION_MS, annotatedEndMs + ANNOTATION_MS);
            // The model is asked when the turn is decided: nothing was generated before the end.
            assertThat(serverEndMs + Objects.requireNonNull(server.endpointingMs()))
                    .isGreaterThan(annotatedEndMs);
        }
    }

    private Stream<Played> both(String name) {
        return Stream.of(Start.values()).map(start -> get(new Clip(name, start)));
    }

    private Played get(Clip clip) {
        return Objects.requireNonNull(played.get(clip));
    }

    private static void tell(Clip clip, Played call) {
        System.out.printf(
                "%s %s: %d turns annotated, %d answered; mouth to ear %s ms%n",
                clip.name,
                clip.start,
                call.call.call().turns().size() - 1,
                call.server.size() - 1,
                call.call.call().turns().stream()
                        .filter(turn -> turn.mrlMs() != null)
                        .map(turn -> Math.round(Objects.requireNonNull(turn.mrlMs())))
                        .toList());
    }
}
