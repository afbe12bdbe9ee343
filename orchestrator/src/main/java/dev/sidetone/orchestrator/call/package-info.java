/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A call: routes slots to its legs and its conversation, and decides nothing. Runs on the call's worker. */
@NullMarked
package dev.sidetone.orchestrator.call;

import org.jspecify.annotations.NullMarked;
