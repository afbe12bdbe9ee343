/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec;

/**
 * 16 bit PCM to wire bytes. A stateless encoder may be shared; one with state belongs to one leg.
 * Allocates nothing.
 */
public interface AudioEncoder {

    /**
     * Encodes {@code samples} samples from {@code src[srcOffset]}.
     *
     * @return bytes written from {@code dst[dstOffset]} on
     */
    int encode(short[] src, int srcOffset, int samples, byte[] dst, int dstOffset);
}
