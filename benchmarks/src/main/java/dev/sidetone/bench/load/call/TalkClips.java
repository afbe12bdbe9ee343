/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import dev.sidetone.bench.script.Stimulus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What the callers of a run say: speech made before the run, cut into frames of base64, and before
 * it the codeword of a phrase that nobody else says in this run. Owned by the loop's thread once
 * the run began.
 */
final class TalkClips {

    /** Makes neighbours in number strangers in words; odd, so that no number comes twice. */
    private static final int STRIDE = 0x5_3A6D;

    private static final int FRAME_MS = 20;
    private static final int FRAME_BYTES = Stimulus.FRAME_BYTES;

    private final List<Clip> bodies;
    private final boolean coded;
    private int spoken;

    /**
     * One thing to say.
     *
     * @param frames base64 of each 20 ms
     * @param onsetMs first audible sample
     * @param endMs end of the last
     * @param phrase number of the phrase, 0 when it is not coded
     * @param text what is said
     */
    @SuppressWarnings("ArrayRecordComponent") // shared and never written to
    record Clip(byte[][] frames, int onsetMs, int endMs, int phrase, String text) {}

    /**
     * Clips of this speech, which is at least one stimulus with one turn or more each; of more, the
     * last ends the clip's turn.
     *
     * @param coded whether a codeword stands before it
     * @param seed where the phrases begin
     */
    TalkClips(List<Stimulus> speech, boolean coded, long seed) {
        this.bodies = speech.stream().map(TalkClips::clip).toList();
        this.coded = coded;
        this.spoken = (int) seed & (CodedPhrase.COUNT - 1);
    }

    /** The next clip, with a phrase of its own where clips are coded. */
    Clip next() {
        Clip body = bodies.get(spoken % bodies.size());
        int number = (spoken * STRIDE) & (CodedPhrase.COUNT - 1);
        spoken = (spoken + 1) & (CodedPhrase.COUNT - 1);
        if (!coded) {
            return body;
        }
        CodedPhrase phrase = new CodedPhrase(number);
        byte[] codeword = WireAudio.encode(CodedSpeech.codeword(phrase));
        List<byte[]> frames = new ArrayList<>(cut(codeword));
        frames.addAll(Arrays.asList(body.frames));
        return new Clip(
                frames.toArray(byte[][]::new),
                0,
                CodedSpeech.CODEWORD_MS + body.endMs,
                number,
                phrase.text());
    }

    private static Clip clip(Stimulus speech) {
        Stimulus.SpokenTurn first = speech.turns().getFirst();
        Stimulus.SpokenTurn last = speech.turns().getLast();
        String text = last.text();
        // what a clip holds behind its speech would keep the caller from hearing the answer
        int frames = (last.endMs() + FRAME_MS - 1) / FRAME_MS;
        return new Clip(
                cut(speech.mulaw()).stream().limit(frames).toArray(byte[][]::new),
                first.onsetMs(),
                last.endMs(),
                0,
                text == null ? "" : text);
    }

    private static List<byte[]> cut(byte[] mulaw) {
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < mulaw.length; at += FRAME_BYTES) {
            byte[] frame = new byte[FRAME_BYTES];
            Arrays.fill(frame, WireAudio.SILENCE);
            System.arraycopy(mulaw, at, frame, 0, Math.min(FRAME_BYTES, mulaw.length - at));
            frames.add(Base64.getEncoder().encode(frame));
        }
        return frames;
    }
}
