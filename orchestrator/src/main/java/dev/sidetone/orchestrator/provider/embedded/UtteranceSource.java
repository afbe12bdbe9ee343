/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import org.jspecify.annotations.Nullable;

/**
 * Head of a decoder's front end: one utterance, whole, as 16 kHz samples. Sphinx4's speech marker
 * is left out on purpose: turn detection has cut the utterance already, and the marker would cut it
 * again at each pause.
 */
final class UtteranceSource extends BaseDataProcessor {

    static final int SAMPLE_RATE = 16000;

    private enum Next {
        START,
        AUDIO,
        END,
        NOTHING
    }

    private double[] samples = new double[0];
    private Next next = Next.NOTHING;

    void load(double[] utterance) {
        samples = utterance;
        next = Next.START;
    }

    @Override
    public @Nullable Data getData() {
        return switch (next) {
            case START -> {
                next = Next.AUDIO;
                yield new DataStartSignal(SAMPLE_RATE);
            }
            case AUDIO -> {
                next = Next.END;
                yield new DoubleData(samples, SAMPLE_RATE, 0);
            }
            case END -> {
                next = Next.NOTHING;
                yield new DataEndSignal(samples.length * 1000L / SAMPLE_RATE);
            }
            case NOTHING -> null;
        };
    }
}
