/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.link;

import dev.sidetone.media.AudioFormat;

/**
 * What a carrier's connection can do. Differences between carriers are these values, never a
 * carrier's name.
 *
 * @param transport the word turn records carry, for example {@code twilio}
 * @param inbound the caller's audio
 * @param outbound the agent's audio
 * @param queuesPlayout true when the carrier queues what it is sent and plays it at real time
 * @param marks true when playout is confirmed by marks
 * @param lookAheadMs how far ahead of real time audio may be sent
 */
public record LinkTraits(
        String transport,
        AudioFormat inbound,
        AudioFormat outbound,
        boolean queuesPlayout,
        boolean marks,
        int lookAheadMs) {}
