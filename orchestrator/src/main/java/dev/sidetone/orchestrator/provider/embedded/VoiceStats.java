/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

/**
 * Counters of the embedded voice since it was created; read by any thread.
 *
 * @param clauses clauses whose audio was delivered
 * @param samples samples delivered
 * @param cancelled clauses of cancelled utterances or ended calls
 * @param refused clauses not taken because the queue was full
 * @param stalled times a call's inbox had no room
 * @param abandoned clauses given up because it had none for too long
 * @param broken clauses on which the voice threw; the voice was loaded anew
 * @param busyNs time spent synthesising
 */
public record VoiceStats(
        long clauses,
        long samples,
        long cancelled,
        long refused,
        long stalled,
        long abandoned,
        long broken,
        long busyNs) {}
