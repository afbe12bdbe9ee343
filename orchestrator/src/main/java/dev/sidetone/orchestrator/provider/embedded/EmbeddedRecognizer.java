/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.RecognizerTraits;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Speech to text without key or network: Sphinx4 against the grammar of the conversation's state.
 * It serves utterances, not calls: the audio of a turn is buffered on the call's worker and decoded
 * as a whole when the caller pauses, by a few platform threads behind one bounded queue.
 *
 * <p>How many calls: an utterance takes 74 ms of CPU on average (p50 51, ten digits up to 290), and
 * a caller in conversation speaks one about every 4 s, so a call loads its decoder by about 2 %. 16
 * calls a thread keep it near 30 %, which leaves room for a machine that shares its cores with the
 * media workers. {@link #traits()} says threads × 16 unless configured otherwise.
 *
 * <p>When behind: a full queue answers {@code OVERLOADED} at once, a request that waited too long
 * {@code TIMED_OUT}, a decoder that threw {@code BROKEN} (it is built anew and service goes on; as
 * long as none can be built every request is {@code BROKEN}, and tries go on); all are counted in
 * {@link #stats()}. Created once, shared by all calls; any thread may open streams.
 */
public final class EmbeddedRecognizer implements SpeechRecognizer {

    /** The vendor's name in configuration and turn records. */
    public static final String VENDOR = "embedded";

    private final EmbeddedSpeechConfig config;
    private final BoundedWork<RecognitionStream> queue;
    private final RecognizerCounters counters = new RecognizerCounters();
    private final Set<GrammarKey> prepared = new CopyOnWriteArraySet<>();
    private final List<DecoderThread> threads = new ArrayList<>();
    private final LongSupplier clockNs;

    /** Loads the acoustic models (1 to 2 s of CPU each, side by side) and starts the threads. */
    public static EmbeddedRecognizer create(EmbeddedSpeechConfig config) {
        SphinxLog.silence();
        Lexicon lexicon = new Lexicon();
        return new EmbeddedRecognizer(
                config,
                () -> new GrammarDecoder(lexicon, config.graphsPerThread()),
                System::nanoTime);
    }

    EmbeddedRecognizer(
            EmbeddedSpeechConfig config, UtteranceDecoder.Factory decoders, LongSupplier clockNs) {
        this.config = config;
        this.clockNs = clockNs;
        this.queue = new BoundedWork<>(config.recognizerQueue());
        long maxQueueNs = config.maxQueueMs() * 1_000_000L;
        List<Callable<DecoderThread>> loading = new ArrayList<>();
        for (int i = 0; i < config.recognizerThreads(); i++) {
            String name = "embedded-recognizer-" + i;
            loading.add(() ->
                    new DecoderThread(
                            name, queue, decoders, prepared, counters, clockNs, maxQueueNs));
        }
        threads.addAll(atOnce(loading));
        threads.forEach(DecoderThread::start);
    }

    @Override
    public RecognizerTraits traits() {
        return new RecognizerTraits(
                VENDOR, false, config.recognizerThreads() * config.callsPerThread());
    }

    /**
     * Compiles the grammars on every decoder, waiting for utterances under way.
     *
     * @throws GrammarException when one cannot be used; the message names the agent, the state and
     *     the cause
     */
    @Override
    public void prepare(AgentPlan agent, Iterable<Expectation> expectations) {
        Set<GrammarKey> wanted = new LinkedHashSet<>();
        for (Expectation expectation : expectations) {
            wanted.add(GrammarKey.of(agent.name(), expectation));
        }
        atOnce(
                threads.stream()
                        .<Callable<Boolean>>map(thread ->
                                () -> {
                                    thread.prepare(wanted);
                                    return true;
                                })
                        .toList());
        // An agent that was read again replaces its own grammars: what a rebuilt decoder prepares
        // must not grow for ever.
        prepared.removeIf(key -> key.agent().equals(agent.name()) && !wanted.contains(key));
        prepared.addAll(wanted);
    }

    /** Decoders share nothing, so they load and compile side by side; the first fault is thrown. */
    private static <T> List<T> atOnce(List<Callable<T>> work) {
        var loaders = Thread.ofPlatform().daemon().name("embedded-recognizer-load-", 0).factory();
        List<T> done = new ArrayList<>();
        try (ExecutorService pool = Executors.newThreadPerTaskExecutor(loaders)) {
            for (Future<T> each : pool.invokeAll(work)) {
                done.add(each.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", interrupted);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
        return done;
    }

    @Override
    public Stream open(AgentPlan agent, AudioFormat format, Mailbox mailbox) {
        if (format.sampleRate() != 8000 && format.sampleRate() != UtteranceSource.SAMPLE_RATE) {
            throw new IllegalArgumentException(
                    "the embedded recogniser takes 8 or 16 kHz, not " + format.sampleRate());
        }
        UtteranceBuffer buffer = new UtteranceBuffer(format.bytesPerMs(), config.maxUtteranceMs());
        return new RecognitionStream(
                agent.name(), format, mailbox, buffer, queue, counters, clockNs);
    }

    /** What happened since it was created. */
    public RecognizerStats stats() {
        return counters.snapshot();
    }

    /** Requests that wait now. */
    public int queueDepth() {
        return queue.waiting();
    }

    /**
     * Stops the threads after the utterance they are at; waits for them at most two seconds each.
     */
    @Override
    public void close() {
        queue.close(threads.size());
        threads.forEach(DecoderThread::join);
    }
}
