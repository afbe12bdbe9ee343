/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tools an agent may call: HTTP with JSON schema, time limit and idempotency key, on virtual threads, answered by slot. */
@NullMarked
package dev.sidetone.orchestrator.tool;

import org.jspecify.annotations.NullMarked;
