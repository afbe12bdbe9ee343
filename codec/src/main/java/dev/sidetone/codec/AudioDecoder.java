/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec;

/**
 * Wire bytes to 16 bit PCM. A stateless decoder may be shared; one with state belongs to one leg.
 * Allocates nothing.
 */
public interface AudioDecoder {

    /**
     * Decodes all of {@code src[srcOffset, srcOffset + length)}; a trailing odd byte of a two-byte
     * encoding is ignored.
     *
     * @return samples written from {@code dst[dstOffset]} on
     */
    int decode(byte[] src, int srcOffset, int length, short[] dst, int dstOffset);
}
