/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/**
 * What a recogniser can do.
 *
 * @param vendor its name in configuration and turn records
 * @param continuous true when it wants every frame, false when it serves utterances
 * @param maxCalls how many calls it can take at a time; {@link Integer#MAX_VALUE} when it knows no
 *     limit
 * @param declaresEnds true when it reports {@link RecognitionEvent.SpeechEnded}
 */
public record RecognizerTraits(
        String vendor, boolean continuous, int maxCalls, boolean declaresEnds) {

    /** One that declares no ends of speech. */
    public RecognizerTraits(String vendor, boolean continuous, int maxCalls) {
        this(vendor, continuous, maxCalls, false);
    }
}
