/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Reads agent files into plans: YAML, JSON Schema, and the checks a schema cannot make. Runs once at start; may block. */
@NullMarked
package dev.sidetone.server.agent;

import org.jspecify.annotations.NullMarked;
