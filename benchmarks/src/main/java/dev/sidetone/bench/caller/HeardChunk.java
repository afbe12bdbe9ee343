/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.audio.WireAudio;

/**
 * One media message of the server and its place in the caller's ear. The place is fixed when the
 * message arrives; a clear may take its end away. Owned by the thread of the caller's loop.
 */
public final class HeardChunk {

    private static final long SAMPLE_NS = 125_000;
    private static final int BLOCK_SAMPLES = WireAudio.LEVEL.blockBytes();
    private static final long BLOCK_NS = BLOCK_SAMPLES * SAMPLE_NS;

    private final byte[] mulaw;
    private final long arrivalNs;
    private final long startNs;
    private final boolean[] audible;
    private int playedSamples;

    HeardChunk(byte[] mulaw, long arrivalNs, long startNs) {
        this.mulaw = mulaw;
        this.arrivalNs = arrivalNs;
        this.startNs = startNs;
        this.playedSamples = mulaw.length;
        this.audible = audibleBlocks(mulaw);
    }

    private static boolean[] audibleBlocks(byte[] mulaw) {
        boolean[] audible = new boolean[(mulaw.length + BLOCK_SAMPLES - 1) / BLOCK_SAMPLES];
        for (int i = 0; i < audible.length; i++) {
            int from = i * BLOCK_SAMPLES;
            audible[i] =
                    WireAudio.LEVEL.isAudible(
                            mulaw, from, Math.min(BLOCK_SAMPLES, mulaw.length - from));
        }
        return audible;
    }

    /** When the message came. */
    public long arrivalNs() {
        return arrivalNs;
    }

    /** When its first sample is played. */
    public long startNs() {
        return startNs;
    }

    /** When the last sample that is played has been played. */
    public long endNs() {
        return startNs + playedSamples * SAMPLE_NS;
    }

    /** The audio as sent, of which {@link #playedSamples} are heard. */
    public byte[] mulaw() {
        return mulaw;
    }

    /** Samples that are heard: all of them, or fewer after a clear. */
    public int playedSamples() {
        return playedSamples;
    }

    /**
     * Start of the first audible block that begins at or after {@code fromNs}, or {@link
     * Long#MAX_VALUE}.
     */
    public long firstAudibleNs(long fromNs) {
        for (int i = 0; i < playedBlocks(); i++) {
            long atNs = startNs + i * BLOCK_NS;
            if (audible[i] && atNs >= fromNs) {
                return atNs;
            }
        }
        return Long.MAX_VALUE;
    }

    /** End of the last audible block as played, or {@link Long#MIN_VALUE}. */
    public long lastAudibleEndNs() {
        for (int i = playedBlocks() - 1; i >= 0; i--) {
            if (audible[i]) {
                return Math.min(endNs(), startNs + (i + 1) * BLOCK_NS);
            }
        }
        return Long.MIN_VALUE;
    }

    /** Audible time played in [fromNs, toNs). */
    public long audibleNs(long fromNs, long toNs) {
        long sum = 0;
        for (int i = 0; i < playedBlocks(); i++) {
            long atNs = Math.max(fromNs, startNs + i * BLOCK_NS);
            long endNs = Math.min(Math.min(toNs, endNs()), startNs + (i + 1) * BLOCK_NS);
            sum += audible[i] ? Math.max(0, endNs - atNs) : 0;
        }
        return sum;
    }

    /** Nothing after {@code atNs} is played any more. */
    void cutAt(long atNs) {
        long samples = Math.max(0, (atNs - startNs) / SAMPLE_NS);
        playedSamples = (int) Math.min(playedSamples, samples);
    }

    private int playedBlocks() {
        return (playedSamples + BLOCK_SAMPLES - 1) / BLOCK_SAMPLES;
    }
}
