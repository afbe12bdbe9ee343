/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.Locale;

/** What a delay may be drawn for. */
public enum Stage {
    /** From the moment a final is due (end of silence, Finalize) until it is sent. */
    STT("stt"),
    /** From the request to the first token. */
    LLM("llm"),
    /** Between one token and the next. */
    LLM_TOKEN("llm-token"),
    /** From the text that is to be spoken to its first audio. */
    TTS("tts");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** Its name in commands and reports. */
    public String label() {
        return label;
    }

    static Stage of(String label) {
        for (Stage stage : values()) {
            if (stage.label.equals(label.toLowerCase(Locale.ROOT))) {
                return stage;
            }
        }
        throw new IllegalArgumentException(
                "a stage is stt, llm, llm-token or tts, not '" + label + "'");
    }
}
