/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.result.WordResult;
import java.util.List;

/**
 * Whether a hypothesis puts silence where somebody speaks. When the first words fit a grammar the
 * search drops the path of free phones, and what follows ("yes … no, wait") can only be taken for
 * silence: such an answer must not count as understood.
 */
final class UnexplainedSpeech {

    /** A breath, a click or a blurred word ending may be this long. */
    private static final int TOLERATED_MS = 300;

    private static final int BLOCK_MS = 10;
    private static final int BLOCK = UtteranceSource.SAMPLE_RATE / 1000 * BLOCK_MS;
    private static final double BELOW_PEAK = Math.pow(10, -20 / 10.0);

    private UnexplainedSpeech() {}

    /** True when more than 300 ms of the silences between the words are as loud as speech. */
    static boolean in(List<WordResult> words, double[] utterance) {
        double[] power = new double[utterance.length / BLOCK];
        double peak = 0;
        for (int i = 0; i < power.length; i++) {
            power[i] = power(utterance, i * BLOCK);
            peak = Math.max(peak, power[i]);
        }
        int loudMs = 0;
        for (WordResult word : words) {
            if (word.isFiller()) {
                int from = (int) Math.max(0, word.getTimeFrame().getStart() / BLOCK_MS);
                int to = (int) Math.min(power.length, word.getTimeFrame().getEnd() / BLOCK_MS);
                for (int i = from; i < to; i++) {
                    loudMs += power[i] > peak * BELOW_PEAK ? BLOCK_MS : 0;
                }
            }
        }
        return loudMs > TOLERATED_MS;
    }

    private static double power(double[] samples, int from) {
        double sum = 0;
        for (int i = from; i < from + BLOCK; i++) {
            sum += samples[i] * samples[i];
        }
        return sum;
    }
}
