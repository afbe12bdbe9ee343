/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is said: echo and cascade conversations, transcript, clauses, phrase cache. Runs on the call's worker. */
@NullMarked
package dev.sidetone.orchestrator.conversation;

import org.jspecify.annotations.NullMarked;
