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

    /** Whether it is a terminal that moves its cursor, so that a line of progress may be there. */
    static boolean live() {
        String term = System.getenv("TERM");
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal && term != null && !"dumb".equals(term);
    }

    /** Colour only on such a terminal, and not where NO_COLOR asks for none (no-color.org). */
    static boolean colour() {
        String noColor = System.getenv("NO_COLOR");
        return live() && (noColor == null || noColor.isEmpty());
    }
}
