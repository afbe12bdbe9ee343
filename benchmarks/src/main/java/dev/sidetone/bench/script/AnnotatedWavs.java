/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import dev.sidetone.bench.audio.WavFile;
import dev.sidetone.bench.audio.WireAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * WAV files as stimuli. A {@code manifest.json} in the file's folder or the one above annotates its
 * turns ({@code files[].wav8}, {@code turns[].start_ms, end_ms, transcript}); without one, the
 * clip's first and last audible block do.
 */
final class AnnotatedWavs {

    private static final JsonMapper JSON = new JsonMapper();

    private AnnotatedWavs() {}

    static Stimulus read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " cannot be read");
        }
        short[] pcm = WireAudio.at8k(WavFile.read(file));
        @Nullable List<Stimulus.SpokenTurn> turns = annotation(file.toAbsolutePath());
        return turns == null ? Stimulus.ofSpeech(pcm, null) : Stimulus.annotated(pcm, turns);
    }

    private static @Nullable List<Stimulus.SpokenTurn> annotation(Path file) throws IOException {
        Path folder = file.getParent();
        for (int up = 0; up < 2 && folder != null; up++, folder = folder.getParent()) {
            Path manifest = folder.resolve("manifest.json");
            if (Files.isReadable(manifest)) {
                return turns(
                        JSON.readTree(Files.readString(manifest)),
                        folder.relativize(file).toString());
            }
        }
        return null;
    }

    private static @Nullable List<Stimulus.SpokenTurn> turns(JsonNode manifest, String wav) {
        for (JsonNode clip : manifest.path("files")) {
            if (wav.equals(clip.path("wav8").asString(""))) {
                List<Stimulus.SpokenTurn> turns = new ArrayList<>();
                for (JsonNode turn : clip.path("turns")) {
                    turns.add(
                            new Stimulus.SpokenTurn(
                                    turn.path("start_ms").asInt(),
                                    turn.path("end_ms").asInt(),
                                    turn.path("transcript").asString("")));
                }
                return turns;
            }
        }
        return null;
    }
}
