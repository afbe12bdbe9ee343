/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Sphinx4 and FreeTTS write what they hear and say to java.util.logging; a log must hold no
 * transcript, so they are silenced.
 */
final class SphinxLog {

    // Held here, because a logger that nobody holds is collected together with its level. Sphinx4's
    // front end names its loggers by the bare
    // class name.
    private static final List<Logger> SILENCED =
            Stream.of(
                            "edu.cmu.sphinx",
                            "com.sun.speech.freetts",
                            JsgfGrammar.class.getName(),
                            UtteranceSource.class.getSimpleName(),
                            "AutoCepstrum",
                            "BatchCMN",
                            "DeltasFeatureExtractor",
                            "DiscreteCosineTransform2",
                            "DiscreteFourierTransform",
                            "FeatureTransform",
                            "FrontEnd",
                            "Lifter",
                            "MelFrequencyFilterBank",
                            "Preemphasizer",
                            "RaisedCosineWindower",
                            "SimpleAcousticScorer")
                    .map(Logger::getLogger)
                    .toList();

    private SphinxLog() {}

    static void silence() {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
