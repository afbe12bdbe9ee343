/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.bench.script.Stimulus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of a folder of recordings, as its {@code manifest.json} describes it.
 *
 * @param turns turns that a person marked
 * @param lastSoundMs where the last thing ends that the manifest tells of
 */
record Recording(String id, String kind, Path wav, int turns, int lastSoundMs) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LISTEN_MS = 6000;
    private static final int TAIL_MS = 200;
    private static final int FRAME_MS = 20;

    /** All recordings of a folder that holds a manifest. */
    static List<Recording> of(Path folder) throws IOException {
        JsonNode manifest = JSON.readTree(Files.readString(folder.resolve("manifest.json")));
        List<Recording> all = new ArrayList<>();
        for (JsonNode file : manifest.path("files")) {
            all.add(
                    new Recording(
                            file.path("id").asString(),
                            file.path("kind").asString(""),
                            folder.resolve(file.path("wav8").asString()),
                            file.path("turns").size(),
                            lastSoundMs(file)));
        }
        return all;
    }

    private static int lastSoundMs(JsonNode file) {
        int lastMs = 0;
        for (String what : List.of("turns", "backchannels", "dtmf", "nonspeech")) {
            for (JsonNode sound : file.path(what)) {
                lastMs = Math.max(lastMs, sound.path("end_ms").asInt(0));
            }
        }
        return lastMs == 0 ? file.path("duration_ms").asInt(0) : lastMs;
    }

    /**
     * Waits for the end of the greeting, plays the recording up to its last sound, and listens. The
     * silence behind that is left out: the front desk may hand over after three turns that it did
     * not understand, and then ends the stream itself.
     */
    CallerScript script(SpokenStimuli stimuli) throws IOException {
        Stimulus whole = stimuli.wav(wav);
        int frames = Math.min(whole.frames(), (lastSoundMs + TAIL_MS) / FRAME_MS);
        Stimulus played =
                new Stimulus(
                        Arrays.copyOf(whole.mulaw(), frames * Stimulus.FRAME_BYTES), whole.turns());
        return new CallerScript(
                List.of(
                        new CallerStep.AwaitAgent(500, 15_000, true),
                        new CallerStep.Speak(played),
                        new CallerStep.Silence(LISTEN_MS)));
    }
}
