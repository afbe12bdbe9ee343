/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.codec.g711.ALawDecoder;
import dev.sidetone.codec.g711.MuLawDecoder;
import dev.sidetone.codec.resample.Downsampler16To8;
import io.netty.buffer.ByteBuf;

/** Brings a client's audio to 8 kHz samples. One stream, the event loop only. */
final class PcmInput {

    private static final int PIECE_BYTES = 2048;
    private static final MuLawDecoder MU_LAW = new MuLawDecoder();
    private static final ALawDecoder A_LAW = new ALawDecoder();

    private final ListenQuery query;
    private final Downsampler16To8 downsampler = new Downsampler16To8();
    private final byte[] bytes = new byte[PIECE_BYTES];
    private final short[] samples = new short[PIECE_BYTES];
    private final short[] narrow = new short[Downsampler16To8.maxOutput(PIECE_BYTES)];
    private int carried;

    PcmInput(ListenQuery query) {
        this.query = query;
    }

    /** Decodes a whole message into the listener. */
    void read(ByteBuf message, ListenTurns turns) {
        while (message.isReadable()) {
            int read = Math.min(message.readableBytes(), PIECE_BYTES - carried);
            message.readBytes(bytes, carried, read);
            int count =
                    switch (query.encoding()) {
                        case LINEAR16 -> linear(carried + read);
                        case MULAW -> MU_LAW.decode(bytes, 0, read, samples, 0);
                        case ALAW -> A_LAW.decode(bytes, 0, read, samples, 0);
                    };
            if (query.sampleRate() == 16_000) {
                int halved = downsampler.resample(samples, 0, count, narrow, 0);
                turns.onAudio(narrow, 0, halved);
            } else {
                turns.onAudio(samples, 0, count);
            }
        }
    }

    private int linear(int length) {
        int count = length / 2;
        for (int i = 0; i < count; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
        }
        carried = length & 1;
        if (carried == 1) {
            // A message may end within a sample.
            bytes[0] = bytes[length - 1];
        }
        return count;
    }
}
