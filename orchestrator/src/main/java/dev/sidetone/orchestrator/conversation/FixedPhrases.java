/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's fixed words as one call can play them without asking a voice: those of its own voice,
 * and, from a failure of that voice until it speaks again, those of the reserve. So an apology for
 * a voice is never left to that voice. Owned by one conversation on its worker.
 */
final class FixedPhrases {
    private final PhraseCache phrases;
    private final SpeechSynthesizer voice;
    private final AgentPlan agent;
    private final AudioFormat format;
    private boolean voiceInDoubt;

    FixedPhrases(
            PhraseCache phrases, SpeechSynthesizer voice, AgentPlan agent, AudioFormat format) {
        this.phrases = phrases;
        this.voice = voice;
        this.agent = agent;
        this.format = format;
    }

    /** The clause's audio, or null when the voice is to be asked. */
    PhraseCache.@Nullable Phrase find(String clause) {
        PhraseCache.Phrase own = phrases.find(voice, agent, format, clause);
        return own == null && voiceInDoubt ? reserve(clause) : own;
    }

    /** The clause's audio in the reserve voice, or null. */
    PhraseCache.@Nullable Phrase reserve(String clause) {
        return phrases.findReserve(agent, format, clause);
    }

    /** The voice failed. */
    void voiceFailed() {
        voiceInDoubt = true;
    }

    /** The voice has spoken a clause. */
    void voiceSpoke() {
        voiceInDoubt = false;
    }
}
