/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedDecoder;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import dev.sidetone.codec.level.AudibleLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recogniser says about one stream of 8 kHz audio, decided in stream time: utterances by
 * energy, words by codeword. Speech of 600 ms and more without a whole codeword is told as {@value
 * #UNINTELLIGIBLE}, so that damaged audio shows up as wrong text and not as silence. Where nobody
 * speaks it says so, by empty results, and leaves a {@code Finalize} with no audio before it
 * unanswered, both as the vendor does. One thread, without I/O.
 */
final class ListenTurns implements CodedDecoder.Listener {

    /** What is told for speech that no codeword explains. */
    static final String UNINTELLIGIBLE = "something unintelligible";

    private static final int BLOCK_MS = AudibleLevel.BLOCK_MS;
    private static final int BLOCK_SAMPLES = CodedSpeech.SAMPLE_RATE / 1000 * BLOCK_MS;
    private static final int STARTED_MS = 60;
    private static final int SPEECH_MS = 600;
    private static final int WORD_MS = 350;

    /** A final without an end of speech, when the client wants no endpointing. */
    private static final int SEGMENT_SILENCE_MS = 500;

    private static final int WORDS = 4;

    /** Without speech an interim result says that there is nothing, so often. */
    private static final int EMPTY_INTERIM_MS = 1000;

    /** And a final one so often. */
    private static final int EMPTY_FINAL_MS = 3000;

    /** Told what to say; at once, in order. */
    interface Output {
        void speechStarted(long atMs);

        /** A phrase's codeword is whole. */
        void heard(int phrase);

        void results(Results results);

        void utteranceEnd(long lastWordEndMs);

        /** A codeword was not whole, or speech had none. */
        void damaged(String what);
    }

    /**
     * One {@code Results}.
     *
     * @param phrase the last phrase in it; negative for none
     */
    record Results(
            String text,
            int phrase,
            long startMs,
            long endMs,
            boolean isFinal,
            boolean speechFinal,
            boolean fromFinalize) {

        /** That nobody speaks, unasked. */
        boolean isNothing() {
            return text.isEmpty() && !speechFinal && !fromFinalize;
        }
    }

    private final ListenQuery query;
    private final Output output;
    private final CodedDecoder decoder = CodedSpeech.decoder(this);
    private final short[] block = new short[BLOCK_SAMPLES];
    private final List<Integer> phrases = new ArrayList<>();

    private int filled;
    private long streamMs;
    private boolean inUtterance;
    private boolean startTold;
    private boolean broken;
    private boolean wordsTold;
    private int audibleMs;
    private int interimWords;
    private long segmentStartMs;
    private long codewordEndMs;
    private long lastSpeechMs;
    private boolean utteranceEndDue;

    /** All before it is in finals. */
    private long finalMs;

    private long emptyMs;

    ListenTurns(ListenQuery query, Output output) {
        this.query = query;
        this.output = output;
    }

    /** Takes the next samples. */
    void onAudio(short[] pcm, int offset, int samples) {
        for (int done = 0; done < samples; ) {
            int piece = Math.min(samples - done, BLOCK_SAMPLES - filled);
            System.arraycopy(pcm, offset + done, block, filled, piece);
            done += piece;
            filled += piece;
            if (filled == BLOCK_SAMPLES) {
                filled = 0;
                onBlock();
            }
        }
    }

    long streamMs() {
        return streamMs;
    }

    /** End of the last audible block. */
    long lastSpeechMs() {
        return lastSpeechMs;
    }

    private void onBlock() {
        decoder.onPcm(block, 0, BLOCK_SAMPLES);
        streamMs += BLOCK_MS;
        if (AudibleLevel.isAudible(block, 0, BLOCK_SAMPLES)) {
            onSpeech();
        } else if (inUtterance) {
            onSilence();
        }
        interim();
        if (!inUtterance) {
            nothing();
        }
        if (utteranceEndDue && streamMs - lastSpeechMs >= query.utteranceEndMs()) {
            utteranceEndDue = false;
            output.utteranceEnd(lastSpeechMs);
        }
    }

    private void onSpeech() {
        if (!inUtterance) {
            inUtterance = true;
            startTold = false;
            wordsTold = false;
            audibleMs = 0;
            segmentStartMs = streamMs - BLOCK_MS;
        }
        audibleMs += BLOCK_MS;
        lastSpeechMs = streamMs;
        if (!startTold && audibleMs >= STARTED_MS) {
            startTold = true;
            if (query.vadEvents()) {
                output.speechStarted(segmentStartMs);
            }
        }
    }

    private void onSilence() {
        int neededMs = query.endpointingMs() < 0 ? SEGMENT_SILENCE_MS : query.endpointingMs();
        if (streamMs - lastSpeechMs >= neededMs) {
            boolean noise = audibleMs < STARTED_MS && phrases.isEmpty();
            if (!noise) {
                tell(query.endpointingMs() >= 0, false);
            }
            inUtterance = false;
            clear();
        }
    }

    private void nothing() {
        if (streamMs - finalMs >= EMPTY_FINAL_MS) {
            segmentStartMs = finalMs;
            tell(false, false);
        } else if (query.interimResults()
                && streamMs - Math.max(emptyMs, finalMs) >= EMPTY_INTERIM_MS) {
            emptyMs = streamMs;
            output.results(
                    new Results(
                            "", ProviderContext.NO_PHRASE, finalMs, streamMs, false, false, false));
        }
    }

    /** The client asked for what there is: no answer where nothing came since the last final. */
    void finish() {
        if (streamMs == finalMs) {
            return;
        }
        tell(false, true);
        wordsTold = wordsTold || inUtterance;
        clear();
        segmentStartMs = streamMs;
    }

    /** The client closes the stream: what was not told yet, if anything. */
    void end() {
        if (inUtterance && !wordsTold && audibleMs >= STARTED_MS) {
            tell(true, false);
        }
        inUtterance = false;
        clear();
    }

    private void clear() {
        phrases.clear();
        broken = false;
        interimWords = 0;
    }

    private void tell(boolean speechFinal, boolean fromFinalize) {
        finalMs = streamMs;
        String text = text();
        if (text.equals(UNINTELLIGIBLE)) {
            output.damaged(broken ? "codewords broken" : "speech without codeword");
        }
        utteranceEndDue = utteranceEndDue || (query.utteranceEndMs() > 0 && !text.isEmpty());
        int phrase = phrases.isEmpty() ? ProviderContext.NO_PHRASE : phrases.getLast();
        output.results(
                new Results(
                        text,
                        phrase,
                        Math.min(segmentStartMs, streamMs),
                        streamMs,
                        true,
                        speechFinal,
                        fromFinalize));
    }

    private String text() {
        if (!phrases.isEmpty()) {
            List<String> texts = new ArrayList<>();
            phrases.forEach(number -> texts.add(new CodedPhrase(number).text()));
            return String.join(" ", texts);
        }
        boolean unexplained = inUtterance && !wordsTold && (broken || audibleMs >= SPEECH_MS);
        return unexplained ? UNINTELLIGIBLE : "";
    }

    private void interim() {
        if (!query.interimResults() || phrases.isEmpty() || !inUtterance) {
            return;
        }
        int words = (int) Math.min(WORDS, 1 + (streamMs - codewordEndMs) / WORD_MS);
        if (words <= interimWords) {
            return;
        }
        interimWords = words;
        List<String> all = new CodedPhrase(phrases.getLast()).words();
        output.results(
                new Results(
                        String.join(" ", all.subList(0, words)),
                        phrases.getLast(),
                        segmentStartMs,
                        streamMs,
                        false,
                        false,
                        false));
    }

    @Override
    public void onPhrase(int number, long startSample) {
        phrases.add(number);
        interimWords = 0;
        codewordEndMs = streamMs;
        output.heard(number);
    }

    @Override
    public void onBroken(long startSample) {
        broken = true;
    }
}
