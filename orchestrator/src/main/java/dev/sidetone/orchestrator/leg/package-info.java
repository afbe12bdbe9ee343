/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The two directions of a call's audio: inbound (decode, voice activity, turn) and outbound (playout, pacing, marks). Runs on the call's worker; must not import providers. */
@NullMarked
package dev.sidetone.orchestrator.leg;

import org.jspecify.annotations.NullMarked;
