/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.PatternException;
import dev.sidetone.orchestrator.agent.PhrasePattern;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The words and the voice of a rehearsed caller: a question that the agent knows, spoken by a voice
 * of this process. Used at start; blocks for as long as the voice takes.
 */
final class RehearsedCaller {
    /** What a caller says whose question is not known: the agent then asks again. */
    private static final String SMALL_TALK = "hello there";

    private static final int UTTERANCE = 1;

    private RehearsedCaller() {}

    /** A question to this agent that leads to no tool and to no person. */
    static String question(AgentPlan agent) {
        for (AgentPlan.Topic topic : agent.topics()) {
            for (String asks : topic.asks()) {
                String words = words(asks);
                if (!words.isBlank()) {
                    return words;
                }
            }
        }
        return SMALL_TALK;
    }

    private static String words(String pattern) {
        try {
            return first(PhrasePattern.parse(pattern));
        } catch (PatternException unreadable) {
            return "";
        }
    }

    /** The shortest way through the first alternatives. */
    private static String first(PhrasePattern pattern) {
        return switch (pattern) {
            case PhrasePattern.Word word -> word.text();
            case PhrasePattern.Choice choice -> first(choice.parts().getFirst());
            case PhrasePattern.Sequence sequence ->
                    sequence.parts().stream()
                            .map(RehearsedCaller::first)
                            .filter(words -> !words.isEmpty())
                            .collect(Collectors.joining(" "));
            case PhrasePattern.Repeated repeated -> first(repeated.part());
            case PhrasePattern.Maybe maybe -> "";
            case PhrasePattern.Rule rule -> "";
        };
    }

    /** The text as µ-law at 8 kHz; what there is of it when the voice fails or takes too long. */
    static byte[] speak(
            SpeechSynthesizer voice, AgentPlan.Voice manner, String text, Duration patience)
            throws InterruptedException {
        Ear ear = new Ear();
        SpeechSynthesizer.Stream stream = voice.open(manner, AudioFormat.MULAW_8K, ear);
        try {
            if (stream.speak(UTTERANCE, 0, text) == OfferResult.ACCEPTED) {
                ear.done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            stream.close();
        }
        return ear.heard();
    }

    /** This agent's question, spoken. */
    static Rehearsal rehearsal(AgentPlan agent, SpeechSynthesizer voice, Duration patience)
            throws InterruptedException {
        return new Rehearsal(agent.name(), speak(voice, agent.voice(), question(agent), patience));
    }

    /** Stands in for a call: the voice's thread writes, the caller's reads once it is done. */
    private static final class Ear implements Mailbox {
        private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public OfferResult synthesis(int utterance, byte[] bytes, int offset, int length) {
            audio.write(bytes, offset, length);
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            if (fact instanceof VoiceEvent) {
                done.countDown();
            }
            return OfferResult.ACCEPTED;
        }

        byte[] heard() {
            return audio.toByteArray();
        }
    }
}
