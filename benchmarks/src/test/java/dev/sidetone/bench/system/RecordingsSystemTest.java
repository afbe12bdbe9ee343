/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import dev.sidetone.vad.silero.SileroModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every recording of a folder played at the front desk, ten calls at a time, at the pace of speech.
 * The folder holds a {@code manifest.json}; {@code -Dsidetone.recordings=FOLDER} names another.
 * What came of each is written as a table into {@code target/}. Clean speech must be ended once a
 * turn, and silence and bursts never; noise, pauses and keys are told and not judged.
 */
@Tag("slow")
final class RecordingsSystemTest {
    private static final int AT_ONCE = 10;
    private static final Set<String> JUDGED =
            Set.of("clean", "multi", "bargein", "silence", "negative");

    @ParameterizedTest
    @ValueSource(strings = {"energy", "silero"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void shouldEndEveryTurnOfCleanSpeechOnceAndTakeNoNoiseForOne(
            String detector, @TempDir Path folder) throws Exception {
        List<PlayedRecording> played = play(recordings(), settings(detector), folder);
        tell(detector, played);
        assertThat(played)
                .filteredOn(one -> JUDGED.contains(one.recording().kind()))
                .allSatisfy(one -> {
                    assertThat(one.failure()).as(one.line()).isEmpty();
                    assertThat(one.asAnnotated()).as(one.line()).isTrue();
                });
    }

    private static List<Recording> recordings() throws IOException {
        String named = System.getProperty("sidetone.recordings", "");
        return Recording.of(named.isEmpty() ? SharedMaterial.require("audio") : Path.of(named));
    }

    private static Map<String, String> settings(String detector) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SIDETONE_PROVIDERS_VAD", detector);
        if (detector.equals("silero")) {
            Path model = SharedMaterial.require("models/" + SileroModel.FILE_NAME);
            settings.put("SIDETONE_MODELS", model.toString());
        }
        // Recordings are longer than the agent's patience with a silent caller.
        settings.put("SIDETONE_CALL_IDLE_PROMPT_AFTER", "1m");
        return settings;
    }

    private static List<PlayedRecording> play(
            List<Recording> recordings, Map<String, String> settings, Path folder)
            throws Exception {
        SpokenStimuli stimuli = new SpokenStimuli(() -> new CallerVoice()::speak);
        List<PlayedRecording> played = new ArrayList<>();
        try (FrontDesk desk = FrontDesk.open(folder, settings);
                ExecutorService lines = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<Recording, Future<CallOutcome>> calls = new LinkedHashMap<>();
            for (Recording recording : recordings) {
                var script = recording.script(stimuli);
                calls.put(recording, lines.submit(() -> desk.ring(script).get()));
            }
            for (Map.Entry<Recording, Future<CallOutcome>> call : calls.entrySet()) {
                CallOutcome outcome = call.getValue().get();
                desk.await(
                        "/v1/calls/" + outcome.call().callSid(),
                        body -> body.contains("\"ended\""));
                played.add(
                        PlayedRecording.judge(call.getKey(), outcome, desk.serverTurns(outcome)));
            }
        }
        return played;
    }

    private static void tell(String detector, List<PlayedRecording> played) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(PlayedRecording.head());
        played.forEach(one -> lines.add(one.line()));
        System.out.println("heard by " + detector + ":");
        lines.forEach(System.out::println);
        Path table = Path.of("target", "recordings-" + detector + ".md");
        Files.createDirectories(table.getParent());
        Files.write(table, lines);
    }
}
