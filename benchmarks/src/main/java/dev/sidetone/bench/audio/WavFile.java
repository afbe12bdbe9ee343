/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mono 16 bit WAV file of 8 or 16 kHz. Chunks that are not needed are skipped.
 *
 * @param sampleRate samples per second
 * @param samples the audio
 */
@SuppressWarnings("ArrayRecordComponent") // read once, used once
public record WavFile(int sampleRate, short[] samples) {

    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xfffe;

    /** Reads a file. The exception's message names the file, what it holds, and what is needed. */
    public static WavFile read(Path file) throws IOException {
        ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.remaining() < 12 || !"RIFF".equals(tag(wav, 0)) || !"WAVE".equals(tag(wav, 8))) {
            throw new IOException(file + " is not a WAV file: 8 or 16 kHz, 16 bit, mono is needed");
        }
        int sampleRate = 0;
        int at = 12;
        while (at + 8 <= wav.limit()) {
            int size = wav.getInt(at + 4);
            int body = at + 8;
            if (size < 0) {
                throw new IOException(
                        file
                                + ": chunk "
                                + tag(wav, at)
                                + " says a size of "
                                + Integer.toUnsignedString(size));
            }
            if ("fmt ".equals(tag(wav, at)) && size >= 16 && body + 16 <= wav.limit()) {
                sampleRate = checkedRate(file, wav, body);
            } else if ("data".equals(tag(wav, at))) {
                if (sampleRate == 0) {
                    throw new IOException(file + ": audio comes before its format");
                }
                return new WavFile(
                        sampleRate, samples(wav, body, Math.min(size, wav.limit() - body)));
            }
            at = (int) Math.min(Integer.MAX_VALUE - 16, (long) body + size + (size & 1));
        }
        throw new IOException(file + " holds no audio");
    }

    private static int checkedRate(Path file, ByteBuffer wav, int body) throws IOException {
        int format = wav.getShort(body) & 0xffff;
        int channels = wav.getShort(body + 2);
        int rate = wav.getInt(body + 4);
        int bits = wav.getShort(body + 14);
        boolean readable = (format == PCM || format == EXTENSIBLE) && channels == 1 && bits == 16;
        if (!readable || (rate != 8000 && rate != 16000)) {
            throw new IOException(
                    "%s: format %d, %d Hz, %d bit, %d channels; needed: linear PCM (1), 8000 or 16000 Hz, 16 bit, 1 channel"
                            .formatted(file, format, rate, bits, channels));
        }
        return rate;
    }

    private static short[] samples(ByteBuffer wav, int from, int bytes) {
        short[] samples = new short[bytes / 2];
        wav.slice(from, bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static String tag(ByteBuffer wav, int at) {
        byte[] tag = new byte[4];
        wav.get(at, tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }
}
