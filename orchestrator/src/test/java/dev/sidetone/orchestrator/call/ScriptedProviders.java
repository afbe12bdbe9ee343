/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.RecognizerTraits;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The three providers of a call, answering as a test tells them; on the test's thread. */
final class ScriptedProviders {
    /** Loud: every sample is full scale. */
    private static final byte LOUD = 0x00;

    static final int MS_PER_CHAR = 60;

    private static final Pattern WORD = Pattern.compile("(?<= )");

    final Ear ear = new Ear();
    final Mind mind = new Mind();
    final Mouth mouth = new Mouth();

    /** Who answers: {@link #mind}, unless a test has a whole model to try. */
    LanguageModel model = mind;

    ProviderSet set() {
        return new ProviderSet(ear, model, mouth);
    }

    /** Answers each request for a final with the next text, unless it is held back. */
    static final class Ear implements SpeechRecognizer, SpeechRecognizer.Stream {
        final Queue<String> texts = new ArrayDeque<>();
        final List<Integer> requests = new ArrayList<>();
        final List<Expectation> expectations = new ArrayList<>();
        final List<Integer> declaredRequests = new ArrayList<>();
        int paused;
        int resumed;
        boolean silent;
        boolean declaresEnds;
        int bytesOfTurn;
        boolean closed;
        int begun;
        private String current = "";
        private @Nullable Mailbox mailbox;

        @Override
        public RecognizerTraits traits() {
            return new RecognizerTraits("ear", false, 10, declaresEnds);
        }

        @Override
        public void prepare(AgentPlan agent, Iterable<Expectation> all) {}

        @Override
        public SpeechRecognizer.Stream open(
                AgentPlan agent, AudioFormat format, Mailbox callsMailbox) {
            mailbox = callsMailbox;
            return this;
        }

        @Override
        public void expect(Expectation expectation) {
            expectations.add(expectation);
        }

        @Override
        public void begin() {
            begun++;
            bytesOfTurn = 0;
            String next = texts.poll();
            current = next == null ? "" : next;
        }

        @Override
        public OfferResult audio(byte[] audio, int offset, int length) {
            bytesOfTurn += length;
            return OfferResult.ACCEPTED;
        }

        @Override
        public void requestFinal(int request) {
            requests.add(request);
            if (!silent) {
                answer(request, current);
            }
        }

        @Override
        public void requestDeclaredFinal(int request) {
            declaredRequests.add(request);
            requestFinal(request);
        }

        @Override
        public void paused() {
            paused++;
        }

        @Override
        public void resumed() {
            resumed++;
        }

        void answer(int request, String text) {
            if (mailbox != null) {
                mailbox.fact(SlotKind.RECOGNITION, new RecognitionEvent.Final(request, text, 1));
            }
        }

        /** Declares the end of speech, having listened to so much of the call. */
        void declareEnd(long audioMs) {
            if (mailbox != null) {
                mailbox.fact(SlotKind.RECOGNITION, new RecognitionEvent.SpeechEnded(audioMs, 300));
            }
        }

        @Override
        public void end() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Answers by a function of the history. */
    static final class Mind implements LanguageModel, LanguageModel.Stream {
        final List<List<Message>> asked = new ArrayList<>();
        final List<Integer> cancelled = new ArrayList<>();
        BiConsumer<Integer, List<Message>> answering = (u, m) -> say(u, "Yes.");
        int warmedBeforeAsked;
        boolean closed;
        private @Nullable Mailbox mailbox;

        @Override
        public String vendor() {
            return "mind";
        }

        @Override
        public List<Expectation> expectations(AgentPlan agent) {
            return List.of();
        }

        @Override
        public LanguageModel.Stream open(AgentPlan agent, Mailbox callsMailbox) {
            mailbox = callsMailbox;
            return this;
        }

        @Override
        public @Nullable Expectation opening() {
            return new Expectation("open", "#JSGF V1.0;", List.of());
        }

        @Override
        public void warm() {
            if (asked.isEmpty()) {
                warmedBeforeAsked++;
            }
        }

        @Override
        public void generate(int utterance, List<Message> messages) {
            asked.add(messages);
            answering.accept(utterance, messages);
        }

        void say(int utterance, String text) {
            say(utterance, text, ModelEvent.Next.LISTEN);
        }

        void say(int utterance, String text, ModelEvent.Next next) {
            for (String word : WORD.split(text, -1)) {
                post(new ModelEvent.Token(utterance, word));
            }
            post(
                    new ModelEvent.Finished(
                            utterance, next, new Expectation("after " + text, "", List.of())));
        }

        void post(ModelEvent event) {
            if (mailbox != null) {
                mailbox.fact(SlotKind.MODEL, event);
            }
        }

        @Override
        public void cancel(int utterance) {
            cancelled.add(utterance);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Speaks each clause at once, {@value #MS_PER_CHAR} ms of audio a character. */
    static final class Mouth implements SpeechSynthesizer {
        final List<String> spoken = new ArrayList<>();
        final List<Integer> cancelled = new ArrayList<>();
        final List<Integer> finished = new ArrayList<>();

        /** How many clauses had been asked for when a finish came. */
        final List<Integer> spokenAtFinish = new ArrayList<>();

        int warmed;
        boolean silent;
        boolean broken;
        boolean missing;
        int leadingSilenceMs;

        /** Whether the audio tells whose it is. */
        boolean named;

        /** The utterance that was asked for last. */
        int latest;

        /** The sample that an utterance's audio is made of; every one of them is loud. */
        static byte sampleOf(int utterance) {
            return (byte) (utterance & 0x0F);
        }

        @Override
        public String vendor() {
            return "mouth";
        }

        @Override
        public SpeechSynthesizer.Stream open(
                AgentPlan.Voice voice, AudioFormat format, Mailbox mailbox) {
            if (missing) {
                throw new NoClassDefFoundError("no voice, on purpose");
            }
            return new MouthStream(this, mailbox);
        }

        @Override
        public void close() {}
    }

    private static final class MouthStream implements SpeechSynthesizer.Stream {
        private final Mouth mouth;
        private final Mailbox mailbox;

        MouthStream(Mouth mouth, Mailbox mailbox) {
            this.mouth = mouth;
            this.mailbox = mailbox;
        }

        @Override
        public void warm() {
            mouth.warmed++;
        }

        @Override
        public void finish(int utterance) {
            mouth.finished.add(utterance);
            mouth.spokenAtFinish.add(mouth.spoken.size());
        }

        @Override
        public OfferResult speak(int utterance, int clause, String text) {
            mouth.spoken.add(text);
            mouth.latest = utterance;
            if (mouth.broken) {
                ProviderFailure failure =
                        new ProviderFailure(ProviderFailure.Kind.REJECTED, "mouth", "no money");
                mailbox.fact(SlotKind.VOICE, new VoiceEvent.Failed(utterance, clause, failure));
            }
            if (mouth.silent || mouth.broken) {
                return OfferResult.ACCEPTED;
            }
            int bytes = (mouth.leadingSilenceMs + text.length() * MS_PER_CHAR) * 8;
            byte[] audio = new byte[bytes];
            Arrays.fill(audio, mouth.named ? Mouth.sampleOf(utterance) : LOUD);
            Arrays.fill(audio, 0, mouth.leadingSilenceMs * 8, (byte) 0xFF);
            for (int at = 0; at < bytes; at += 800) {
                mailbox.synthesis(utterance, audio, at, Math.min(800, bytes - at));
            }
            mailbox.fact(SlotKind.VOICE, new VoiceEvent.ClauseDone(utterance, clause, bytes, null));
            return OfferResult.ACCEPTED;
        }

        @Override
        public void cancel(int utterance) {
            mouth.cancelled.add(utterance);
        }

        @Override
        public void close() {}
    }
}
