/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * ElevenLabs' speech synthesis over its stream-input WebSocket, one socket for each utterance, in the wire's own codec. Runs on the call's
 * own loop. Must not import any other vendor.
 *
 * @see <a href="https://elevenlabs.io/docs/api-reference/text-to-speech/v-1-text-to-speech-voice-id-stream-input">stream-input</a>
 */
@NullMarked
package dev.sidetone.orchestrator.provider.elevenlabs;

import org.jspecify.annotations.NullMarked;
