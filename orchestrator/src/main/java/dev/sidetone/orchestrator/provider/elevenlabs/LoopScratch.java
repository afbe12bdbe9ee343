/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

/**
 * What the calls of one loop read messages with, one message after the other. The arrays in it grow
 * with the longest message, so there is one for each loop and not for each call.
 */
record LoopScratch(SpeechMessage message, Base64Scratch base64) {
    LoopScratch() {
        this(new SpeechMessage(), new Base64Scratch());
    }
}
