/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import dev.sidetone.codec.g711.MuLawDecoder;

/**
 * Finds codewords in one stream of 8 kHz audio, fed in pieces of any size as they arrive. One
 * stream, one thread; allocates nothing after construction and holds about 6 KB. A codeword is told
 * 20 ms after its end at the earliest, since the audio behind it must not repeat its last tone.
 *
 * <p>Audio that lost a frame, has one twice or has two of them swapped, and two codewords on top of
 * each other, give no phrase: either the sync is missed and nothing is told, or the codeword is
 * told as broken.
 */
public final class CodedDecoder {

    /** Told on the thread that feeds the audio; must not feed more from within. */
    public interface Listener {

        /**
         * A whole codeword.
         *
         * @param number of the phrase
         * @param startSample of the codeword, counted from the stream's first sample; exact to 2 ms
         */
        void onPhrase(int number, long startSample);

        /** A codeword began here and is not whole. Rarely, speech is taken for such a beginning. */
        default void onBroken(long startSample) {}
    }

    /** A power of two above a codeword, its guard slot and a block. */
    private static final int RING = 2048;

    private static final int MASK = RING - 1;
    private static final int DECODED_SLOTS = Codeword.SLOTS + 1;
    private static final int MOST_PENDING = 4;

    private static final MuLawDecoder MU_LAW = new MuLawDecoder();

    private final Listener listener;
    private final SyncSearch search = new SyncSearch();
    private final short[] ring = new short[RING];
    private final long[] pending = new long[MOST_PENDING];
    private int pendings;
    private long taken;
    private long searched;

    CodedDecoder(Listener listener) {
        this.listener = listener;
    }

    /** Takes the next samples of the stream as µ-law. */
    public void onMulaw(byte[] mulaw, int offset, int length) {
        for (int done = 0; done < length; ) {
            int at = (int) taken & MASK;
            int piece = Math.min(length - done, Math.min(RING - at, Codeword.SLOT_SAMPLES));
            MU_LAW.decode(mulaw, offset + done, piece, ring, at);
            done += piece;
            advance(piece);
        }
    }

    /** Takes the next samples of the stream. */
    public void onPcm(short[] pcm, int offset, int samples) {
        for (int done = 0; done < samples; ) {
            int at = (int) taken & MASK;
            int piece = Math.min(samples - done, Math.min(RING - at, Codeword.SLOT_SAMPLES));
            System.arraycopy(pcm, offset + done, ring, at, piece);
            done += piece;
            advance(piece);
        }
    }

    /** Samples taken so far. */
    public long samples() {
        return taken;
    }

    private void advance(int samples) {
        taken += samples;
        while (searched + SyncSearch.BLOCK_SAMPLES <= taken) {
            long start = search.onBlock(ring, (int) searched & MASK);
            searched += SyncSearch.BLOCK_SAMPLES;
            if (start >= 0 && pendings < MOST_PENDING) {
                pending[pendings++] = start;
            }
        }
        while (pendings > 0 && taken >= pending[0] + (long) DECODED_SLOTS * Codeword.SLOT_SAMPLES) {
            decode(takePending());
        }
    }

    private long takePending() {
        long start = pending[0];
        pendings--;
        System.arraycopy(pending, 1, pending, 0, pendings);
        return start;
    }

    private void decode(long start) {
        int number = 0;
        int last = 0;
        for (int slot = Codeword.SYNC_SLOTS; slot < Codeword.SLOTS; slot++) {
            last = value(slot, start);
            boolean ofNumber = slot < Codeword.SYNC_SLOTS + Codeword.NUMBER_SLOTS;
            if (last < 0 || (!ofNumber && last != Codeword.value(slot, number))) {
                listener.onBroken(Math.max(0, start));
                return;
            }
            number = ofNumber ? number << 4 | last : number;
        }
        if (purity(Codeword.SLOTS, Codeword.step(Codeword.SLOTS - 1, last), start)
                >= SyncSearch.REPEATED) {
            listener.onBroken(Math.max(0, start));
        } else {
            listener.onPhrase(number, Math.max(0, start));
        }
    }

    /** What a slot says; -1 when none of its group's tones is pure. */
    private int value(int slot, long start) {
        for (int value = 0; value < Codeword.VALUES; value++) {
            if (purity(slot, Codeword.step(slot, value), start) >= SyncSearch.PURE) {
                return value;
            }
        }
        return -1;
    }

    private double purity(int slot, int step, long start) {
        return Tones.purity(
                step,
                ring,
                MASK,
                start + (long) slot * Codeword.SLOT_SAMPLES + Codeword.MARGIN_SAMPLES);
    }
}
