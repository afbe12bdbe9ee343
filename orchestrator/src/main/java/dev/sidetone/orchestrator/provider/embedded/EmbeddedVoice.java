/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Text to speech without key or network: FreeTTS's kevin16 on a few platform threads, each with a
 * voice of its own and a bounded queue of clauses. A call stays with one thread, so its clauses
 * keep their order. A clause is synthesised whole (1 to 5 ms) and offered in slices of 100 ms.
 *
 * <p>When full: {@code speak} answers {@code BACK_PRESSURED}. When a call's inbox has no room its
 * audio waits on the voice's thread, which goes on with other calls meanwhile; after {@code
 * voiceStallMs} without progress the clause fails. Created once, shared by all calls.
 */
public final class EmbeddedVoice implements SpeechSynthesizer {

    private final List<VoiceThread> threads = new ArrayList<>();
    private final VoiceCounters counters = new VoiceCounters();
    private final AtomicInteger next = new AtomicInteger();

    /** Loads the voices, warms them up and starts the threads. */
    public static EmbeddedVoice create(EmbeddedSpeechConfig config) {
        return new EmbeddedVoice(config, EmbeddedVoice::warmVoice, System::nanoTime);
    }

    EmbeddedVoice(
            EmbeddedSpeechConfig config, Supplier<FreeTtsVoice> voices, LongSupplier clockNs) {
        long stallNs = config.voiceStallMs() * 1_000_000L;
        for (int i = 0; i < config.voiceThreads(); i++) {
            threads.add(
                    new VoiceThread(
                            "embedded-voice-" + i,
                            config.voiceQueue(),
                            voices,
                            counters,
                            clockNs,
                            stallNs));
        }
        threads.forEach(VoiceThread::start);
    }

    private static FreeTtsVoice warmVoice() {
        FreeTtsVoice voice = new FreeTtsVoice();
        voice.speak("The line is ready.");
        return voice;
    }

    @Override
    public String vendor() {
        return EmbeddedRecognizer.VENDOR;
    }

    @Override
    public Stream open(AgentPlan.Voice voice, AudioFormat format, Mailbox mailbox) {
        if (format.sampleRate() != FreeTtsVoice.SAMPLE_RATE) {
            throw new IllegalArgumentException(
                    "the embedded voice speaks at 8 kHz, not " + format.sampleRate());
        }
        VoiceThread thread = threads.get(Math.floorMod(next.getAndIncrement(), threads.size()));
        return new VoiceStream(voice.wordsPerMinute(), format, mailbox, thread);
    }

    /** What happened since it was created. */
    public VoiceStats stats() {
        return counters.snapshot();
    }

    /** Clauses taken in and not yet finished, of all threads. */
    public int queueDepth() {
        return threads.stream().mapToInt(VoiceThread::openClauses).sum();
    }

    /** Stops the threads; what was not spoken is not spoken. */
    @Override
    public void close() {
        threads.forEach(VoiceThread::close);
    }
}
