/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.catalog;

import dev.sidetone.codec.AudioDecoder;
import dev.sidetone.codec.AudioEncoder;
import dev.sidetone.codec.g711.ALawDecoder;
import dev.sidetone.codec.g711.ALawEncoder;
import dev.sidetone.codec.g711.MuLawDecoder;
import dev.sidetone.codec.g711.MuLawEncoder;
import dev.sidetone.codec.l16.L16Decoder;
import dev.sidetone.codec.l16.L16Encoder;
import dev.sidetone.media.AudioFormat;

/**
 * Codecs by audio format. Called when a leg is set up, by any thread; what it hands out is
 * stateless and shared.
 */
public final class CodecCatalog {

    private static final AudioDecoder MU_LAW_DECODER = new MuLawDecoder();
    private static final AudioDecoder A_LAW_DECODER = new ALawDecoder();
    private static final AudioDecoder L16_DECODER = new L16Decoder();
    private static final AudioEncoder MU_LAW_ENCODER = new MuLawEncoder();
    private static final AudioEncoder A_LAW_ENCODER = new ALawEncoder();
    private static final AudioEncoder L16_ENCODER = new L16Encoder();

    private CodecCatalog() {}

    /** Decoder of the format's encoding; the sample rate stays as it is. */
    public static AudioDecoder decoder(AudioFormat format) {
        return switch (format.encoding()) {
            case MULAW -> MU_LAW_DECODER;
            case ALAW -> A_LAW_DECODER;
            case L16 -> L16_DECODER;
        };
    }

    /** Encoder of the format's encoding; the sample rate stays as it is. */
    public static AudioEncoder encoder(AudioFormat format) {
        return switch (format.encoding()) {
            case MULAW -> MU_LAW_ENCODER;
            case ALAW -> A_LAW_ENCODER;
            case L16 -> L16_ENCODER;
        };
    }
}
