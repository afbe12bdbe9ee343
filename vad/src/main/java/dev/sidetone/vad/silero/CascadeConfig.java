/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

/**
 * How Silero's word counts beside energy's.
 *
 * @param maybeSpeech energy's likelihood from which Silero is asked
 * @param lingerMs energy's silence after which Silero is no longer asked
 * @param patienceWindows windows judged before a denial counts: until then energy alone decides, so
 *     that an onset is not held up
 * @param confirm likelihood from which Silero confirms speech
 * @param deny likelihood below which it denies it; between the two its last word stands
 * @param maxBehindWindows windows that may wait unjudged; when more do, its word is too old and
 *     energy alone decides
 */
record CascadeConfig(
        float maybeSpeech,
        int lingerMs,
        int patienceWindows,
        float confirm,
        float deny,
        int maxBehindWindows) {

    /**
     * For telephone lines: four windows are 128 ms, so that what Silero denies never lasts the 180
     * ms that open the gate.
     */
    static final CascadeConfig DEFAULT = new CascadeConfig(0.35f, 320, 4, 0.5f, 0.1f, 3);
}
