/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

/**
 * What a rehearsed caller says to an agent before the first real one does.
 *
 * @param speech one utterance, µ-law at 8 kHz; handed over, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the warm-up that asked for it
public record Rehearsal(String agent, byte[] speech) {}
