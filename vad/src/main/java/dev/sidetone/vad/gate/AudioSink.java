/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

/**
 * Takes audio as it stood on the wire. The array is only lent: what is to be kept is copied before
 * the method returns.
 */
@FunctionalInterface
public interface AudioSink {

    /** Takes {@code audio[offset, offset + length)}. */
    void accept(byte[] audio, int offset, int length);
}
