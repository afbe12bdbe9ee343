/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

/**
 * Settings of the embedded recogniser and voice.
 *
 * @param recognizerThreads decoders, each with a thread, an acoustic model of 62 MB and its
 *     compiled grammars (130 MB for an agent that books)
 * @param recognizerQueue utterances that may wait for a decoder before new ones are refused
 * @param maxQueueMs an utterance that waited longer is answered by a failure: a late answer is
 *     worse than none
 * @param maxUtteranceMs caller's audio kept between begin and end
 * @param graphsPerThread compiled grammars kept by each decoder, least recently used out first
 * @param callsPerThread calls that one decoder thread can take, see {@link EmbeddedRecognizer}
 * @param voiceThreads voices, each with a thread and about 6 MB
 * @param voiceQueue clauses that may wait for one voice thread
 * @param voiceStallMs how long a voice waits for room in a call's inbox before it gives the clause
 *     up
 */
public record EmbeddedSpeechConfig(
        int recognizerThreads,
        int recognizerQueue,
        int maxQueueMs,
        int maxUtteranceMs,
        int graphsPerThread,
        int callsPerThread,
        int voiceThreads,
        int voiceQueue,
        int voiceStallMs) {

    private static final long RESERVED_HEAP = 256L << 20;
    private static final long HEAP_PER_DECODER = 256L << 20;

    public EmbeddedSpeechConfig {
        atLeastOne("recognizerThreads", recognizerThreads);
        atLeastOne("recognizerQueue", recognizerQueue);
        atLeastOne("maxQueueMs", maxQueueMs);
        atLeastOne("maxUtteranceMs", maxUtteranceMs);
        atLeastOne("graphsPerThread", graphsPerThread);
        atLeastOne("callsPerThread", callsPerThread);
        atLeastOne("voiceThreads", voiceThreads);
        atLeastOne("voiceQueue", voiceQueue);
        atLeastOne("voiceStallMs", voiceStallMs);
    }

    /**
     * What fits this machine: min(cores, (heap − 256 MB) / 256 MB) decoders, at least one; two
     * voices.
     */
    public static EmbeddedSpeechConfig defaults() {
        Runtime runtime = Runtime.getRuntime();
        return sized(runtime.availableProcessors(), runtime.maxMemory());
    }

    static EmbeddedSpeechConfig sized(int cores, long heapBytes) {
        long byHeap = (heapBytes - RESERVED_HEAP) / HEAP_PER_DECODER;
        int threads = (int) Math.max(1, Math.min(cores, byHeap));
        return new EmbeddedSpeechConfig(
                threads, 16 * threads, 1500, 20_000, 32, 16, Math.min(2, cores), 256, 30_000);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
