package dev.sidetone.orchestrator.provider.embedded;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sphinx4 and FreeTTS write what they hear and say to java.util.logging; a log must hold no transcript, so they are silenced. */
final class SphinxLog {

    // Held here, because a logger that nobody holds is collected together with its level.
    private static final List<Logger> SILENCED =
            List.of(Logger.getLogger("edu.cmu.sphinx"), Logger.getLogger("com.sun.speech.freetts"));

    private SphinxLog() {}

    static void silence() {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
