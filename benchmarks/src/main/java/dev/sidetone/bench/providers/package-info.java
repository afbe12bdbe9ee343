/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Scripted speech-to-text, language model and text-to-speech on real sockets, in the protocols of Deepgram, OpenAI and
 * ElevenLabs, with drawn delays and faults on demand. Everything but the command that starts it runs on one event loop, and
 * nothing there blocks; a connection's state belongs to that thread.
 */
@NullMarked
package dev.sidetone.bench.providers;

import org.jspecify.annotations.NullMarked;
