/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Phrases synthesised before they are needed, in the wire's codec: an agent's greeting and its
 * other fixed words are played without asking a voice. Filled off the workers at start; read by any
 * worker.
 */
public final class PhraseCache {
    private final Map<Key, Phrase> phrases = new ConcurrentHashMap<>();

    /** Audio of one clause. The array is shared and must not be written to. */
    static final class Phrase {
        private final byte[] audio;
        private final VoiceEvent.@Nullable Alignment alignment;

        Phrase(byte[] audio, VoiceEvent.@Nullable Alignment alignment) {
            this.audio = audio;
            this.alignment = alignment;
        }

        byte[] audio() {
            return audio;
        }

        VoiceEvent.@Nullable Alignment alignment() {
            return alignment;
        }
    }

    /** Stands where a vendor's name does for what is spoken in place of a voice that fails. */
    private static final String RESERVE = "";

    private record Key(String vendor, AgentPlan.Voice voice, AudioFormat format, String clause) {}

    /**
     * Synthesises the fixed phrases of an agent, clause by clause. Blocks for as long as the voice
     * takes; never on a worker.
     *
     * @throws IllegalStateException when the voice fails or does not answer within {@code timeout}
     */
    public void prepare(
            AgentPlan agent, SpeechSynthesizer voice, AudioFormat format, Duration timeout) {
        prepare(voice.vendor(), agent, voice, format, timeout);
    }

    /**
     * As {@link #prepare}, in a voice that is to stand in where the agent's own, which is asked
     * live, fails.
     */
    public void prepareReserve(
            AgentPlan agent, SpeechSynthesizer voice, AudioFormat format, Duration timeout) {
        prepare(RESERVE, agent, voice, format, timeout);
    }

    private void prepare(
            String vendor,
            AgentPlan agent,
            SpeechSynthesizer voice,
            AudioFormat format,
            Duration timeout) {
        for (String clause : clauses(agent)) {
            Key key = new Key(vendor, agent.voice(), format, clause);
            if (!phrases.containsKey(key)) {
                phrases.put(key, synthesise(agent, voice, format, clause, timeout));
            }
        }
    }

    /** How many clauses are held. */
    public int size() {
        return phrases.size();
    }

    @Nullable Phrase find(
            SpeechSynthesizer voice, AgentPlan agent, AudioFormat format, String clause) {
        return phrases.get(new Key(voice.vendor(), agent.voice(), format, clause));
    }

    /** The clause in the reserve voice. */
    @Nullable Phrase findReserve(AgentPlan agent, AudioFormat format, String clause) {
        return phrases.get(new Key(RESERVE, agent.voice(), format, clause));
    }

    private static List<String> clauses(AgentPlan agent) {
        List<String> clauses = new ArrayList<>();
        SentenceSplitter splitter = new SentenceSplitter(clauses::add);
        for (String text : agent.fixedTexts()) {
            splitter.append(text);
            splitter.finish();
        }
        return clauses;
    }

    private static Phrase synthesise(
            AgentPlan agent,
            SpeechSynthesizer voice,
            AudioFormat format,
            String clause,
            Duration timeout) {
        Collector collector = new Collector();
        SpeechSynthesizer.Stream stream = voice.open(agent.voice(), format, collector);
        try {
            if (stream.speak(1, 0, clause) != OfferResult.ACCEPTED) {
                throw new IllegalStateException(
                        "voice " + voice.vendor() + " took no clause of agent " + agent.name());
            }
            return collector.phrase.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "voice " + voice.vendor() + " gave no answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "voice " + voice.vendor() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while synthesising phrases", e);
        } finally {
            stream.close();
        }
    }

    /** Stands in for a call: gathers the audio of one clause, on the voice's thread. */
    private static final class Collector implements Mailbox {
        private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        private final CompletableFuture<Phrase> phrase = new CompletableFuture<>();

        @Override
        public OfferResult synthesis(int utterance, byte[] bytes, int offset, int length) {
            audio.write(bytes, offset, length);
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            switch ((VoiceEvent) fact) {
                case VoiceEvent.ClauseDone done ->
                        phrase.complete(new Phrase(audio.toByteArray(), done.alignment()));
                case VoiceEvent.Failed failed ->
                        phrase.completeExceptionally(
                                new IllegalStateException(failed.failure().detail()));
            }
            return OfferResult.ACCEPTED;
        }
    }
}
