/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.AudioFormat;

/**
 * A caller's utterance so far, as it came from the wire. The array is a copy that nobody writes any
 * more.
 *
 * @param format the wire's format
 * @param bytes the audio
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record UtteranceAudio(AudioFormat format, byte[] bytes) {}
