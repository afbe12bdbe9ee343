/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import org.jspecify.annotations.Nullable;

/**
 * What the caller's clock says about one turn. Milliseconds, signed, never clamped; null where
 * there is nothing to measure.
 *
 * @param turn the caller's turn
 * @param mrlMs end of speech to the answer's first audible sample as played
 * @param mrlArrivalMs end of speech to the arrival of the message that holds that sample
 * @param bargedIn whether the caller began while the agent was speaking
 * @param bargeInStopMs caller's onset to the end of the last audible sample of the old utterance
 * @param staleMs audio heard between the carrier's clear and the end of the caller's speech: must
 *     be 0. What is stale after that, the caller cannot tell from an answer by itself
 * @param gaps underruns inside the answer
 * @param longestGapMs the longest of them, 0 if none
 * @param answerMs audible time of the answer
 */
public record TurnFigures(
        CallerTurn turn,
        @Nullable Double mrlMs,
        @Nullable Double mrlArrivalMs,
        boolean bargedIn,
        @Nullable Double bargeInStopMs,
        double staleMs,
        int gaps,
        double longestGapMs,
        double answerMs) {}
