/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Facts worth keeping about calls and turns, and the port they leave the worker by. Never blocks. */
@NullMarked
package dev.sidetone.orchestrator.journal;

import org.jspecify.annotations.NullMarked;
