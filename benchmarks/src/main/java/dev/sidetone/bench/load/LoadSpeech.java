/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedVoice;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the callers of a run say, made before it begins. */
public final class LoadSpeech {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CLIPS = 16;
    private static final int PHRASE_STRIDE = 65_537;

    private LoadSpeech() {}

    /** Some phrases in the embedded voice. */
    public static List<Stimulus> ofVoice() {
        CodedVoice voice = new CodedVoice();
        List<Stimulus> speech = new ArrayList<>();
        for (int i = 0; i < CLIPS; i++) {
            String text = new CodedPhrase(i * PHRASE_STRIDE % CodedPhrase.COUNT).text();
            speech.add(Stimulus.ofSpeech(voice.say(text), text));
        }
        return speech;
    }

    /**
     * The WAV files of a folder that hold one turn each, as its {@code manifest.json} says or,
     * where it has none, as their sound does. The exception says why there are none.
     */
    public static List<Stimulus> ofFolder(Path folder) throws IOException {
        SpokenStimuli stimuli = new SpokenStimuli(() -> new CallerVoice()::speak);
        List<Stimulus> speech = new ArrayList<>();
        for (Path file : files(folder)) {
            Stimulus clip = stimuli.wav(file);
            if (clip.turns().size() == 1) {
                speech.add(clip);
            }
        }
        if (speech.isEmpty()) {
            throw new IOException("no WAV file of " + folder + " holds one turn");
        }
        return speech;
    }

    private static List<Path> files(Path folder) throws IOException {
        Path manifest = folder.resolve("manifest.json");
        List<Path> files = new ArrayList<>();
        if (Files.isReadable(manifest)) {
            try {
                for (JsonNode clip : JSON.readTree(Files.readString(manifest)).path("files")) {
                    files.add(folder.resolve(clip.path("wav8").asString("")));
                }
            } catch (JacksonException e) {
                throw new IOException(manifest + " is not JSON: " + e.getOriginalMessage(), e);
            }
            return files;
        }
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(file -> file.toString().endsWith(".wav")).sorted().forEach(files::add);
        }
        return files;
    }
}
