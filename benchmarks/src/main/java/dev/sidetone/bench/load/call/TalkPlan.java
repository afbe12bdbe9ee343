/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.script.Stimulus;
import java.util.List;

/**
 * How callers hold a conversation.
 *
 * @param speech what they say, at least one stimulus with a turn
 * @param coded whether each turn carries the codeword of a phrase of its own, which the answer must
 *     carry too
 * @param interrupts whether every other answer is interrupted
 * @param playoutDepthMs how long the idle carrier holds the first audio back
 * @param seed decides phrases and thinking times
 */
public record TalkPlan(
        List<Stimulus> speech, boolean coded, boolean interrupts, int playoutDepthMs, long seed) {

    public TalkPlan {
        speech = List.copyOf(speech);
        if (speech.isEmpty() || speech.stream().anyMatch(clip -> clip.turns().isEmpty())) {
            throw new IllegalArgumentException("speech is needed, and a turn in each clip");
        }
    }
}
