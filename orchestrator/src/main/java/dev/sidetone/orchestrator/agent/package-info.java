/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a voice agent is: immutable plans read from agent files. Must not import Jackson or any provider. */
@NullMarked
package dev.sidetone.orchestrator.agent;

import org.jspecify.annotations.NullMarked;
