/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Standard output, and whether a person looks at it. */
final class Terminal {

    private Terminal() {}

    static PrintStream out() {
        return System.out;
    }

    static PrintStream errors() {
        return System.err;
    }

    /**
     * Colour and progress only on a terminal, and not where NO_COLOR asks for none (no-color.org).
     */
    static boolean lively() {
        String term = System.getenv("TERM");
        String noColor = System.getenv("NO_COLOR");
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal
                && (noColor == null || noColor.isEmpty())
                && term != null
                && !"dumb".equals(term);
    }
}
