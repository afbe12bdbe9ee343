/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * OpenAI's chat completions, and whoever speaks them: an answer streamed as server-sent events over a connection kept alive. Runs on the
 * call's own loop. Must not import any other vendor.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">chat completions</a>
 */
@NullMarked
package dev.sidetone.orchestrator.provider.openai;

import org.jspecify.annotations.NullMarked;
