/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stimuli from a voice and from WAV files; each text is spoken once. The voice is made when the
 * first text needs it. One thread.
 */
public final class SpokenStimuli implements StimulusSource {

    private final Supplier<SpeakingVoice> voices;
    private final Map<String, Stimulus> spoken = new HashMap<>();
    private @Nullable SpeakingVoice voice;

    /** Stimuli in this voice. */
    public SpokenStimuli(Supplier<SpeakingVoice> voices) {
        this.voices = voices;
    }

    @Override
    public Stimulus say(String text) throws IOException {
        Stimulus known = spoken.get(text);
        if (known != null) {
            return known;
        }
        SpeakingVoice speaker = voice == null ? voices.get() : voice;
        voice = speaker;
        Stimulus stimulus = Stimulus.ofSpeech(speaker.speak(text), text);
        if (stimulus.turns().isEmpty()) {
            throw new IOException("the voice makes no sound of '" + text + "'");
        }
        spoken.put(text, stimulus);
        return stimulus;
    }

    @Override
    public Stimulus wav(Path file) throws IOException {
        return AnnotatedWavs.read(file);
    }
}
