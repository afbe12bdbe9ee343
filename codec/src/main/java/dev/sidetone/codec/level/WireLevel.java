/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.level;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.AudioFormat.Encoding;

/**
 * {@link AudibleLevel} on bytes as they stand on the wire, without decoding them first. Built once
 * per format (it holds a table of 256 squares for one-byte codes); immutable, so any thread may
 * share it; its methods allocate nothing. All positions are relative to {@code offset}.
 */
public final class WireLevel {

    private final int[] squareOfCode;
    private final int bytesPerSample;
    private final int blockBytes;

    private WireLevel(AudioFormat format) {
        bytesPerSample = format.encoding().bytesPerSample();
        blockBytes = format.bytesPerMs() * AudibleLevel.BLOCK_MS;
        squareOfCode = format.encoding() == Encoding.L16 ? new int[0] : squares(format);
    }

    /** The judge of one format. */
    public static WireLevel of(AudioFormat format) {
        return new WireLevel(format);
    }

    /**
     * Bytes of one block of 10 ms; who judges a stream passes whole blocks and keeps the rest for
     * later.
     */
    public int blockBytes() {
        return blockBytes;
    }

    /** Whether these bytes, as one block, are audible; no bytes are not. */
    public boolean isAudible(byte[] wire, int offset, int length) {
        int samples = length / bytesPerSample;
        long sum =
                bytesPerSample == 1
                        ? sumOfCodes(wire, offset, samples)
                        : sumOfPairs(wire, offset, samples);
        return sum > AudibleLevel.THRESHOLD_MEAN_SQUARE * samples;
    }

    /**
     * Where the first audible block starts, in bytes; -1 when nothing is audible. An incomplete
     * last block is judged by what there is.
     */
    public int firstAudible(byte[] wire, int offset, int length) {
        for (int at = 0; at < length; at += blockBytes) {
            if (isAudible(wire, offset + at, Math.min(blockBytes, length - at))) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Where the last audible block ends, in bytes and never beyond {@code length}; -1 when nothing
     * is audible.
     */
    public int lastAudibleEnd(byte[] wire, int offset, int length) {
        for (int at = (length - 1) / blockBytes * blockBytes; at >= 0; at -= blockBytes) {
            int bytes = Math.min(blockBytes, length - at);
            if (isAudible(wire, offset + at, bytes)) {
                return at + bytes;
            }
        }
        return -1;
    }

    private long sumOfCodes(byte[] wire, int offset, int samples) {
        long sum = 0;
        for (int i = offset; i < offset + samples; i++) {
            sum += squareOfCode[wire[i] & 0xFF];
        }
        return sum;
    }

    private static long sumOfPairs(byte[] wire, int offset, int samples) {
        long sum = 0;
        for (int i = 0, at = offset; i < samples; i++, at += 2) {
            int sample = (wire[at] & 0xFF) | (wire[at + 1] << 8);
            sum += (long) sample * sample;
        }
        return sum;
    }

    private static int[] squares(AudioFormat format) {
        byte[] codes = new byte[256];
        for (int code = 0; code < codes.length; code++) {
            codes[code] = (byte) code;
        }
        short[] samples = new short[codes.length];
        CodecCatalog.decoder(format).decode(codes, 0, codes.length, samples, 0);
        int[] squares = new int[codes.length];
        for (int code = 0; code < codes.length; code++) {
            squares[code] = samples[code] * samples[code];
        }
        return squares;
    }
}
