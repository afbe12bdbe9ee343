/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Speech without keys or network: Sphinx4 recognises utterances against grammars narrowed to the state of the conversation, FreeTTS speaks.
 * Both run on platform threads of their own behind bounded queues; only {@code EmbeddedRecognizer.Stream} and {@code EmbeddedVoice.Stream}
 * methods run on media workers. Must not import Netty, Jackson or another vendor's package.
 */
@NullMarked
package dev.sidetone.orchestrator.provider.embedded;

import org.jspecify.annotations.NullMarked;
