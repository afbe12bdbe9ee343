/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import java.io.Console;
import picocli.CommandLine.Help.Ansi;

/** Whether a person looks at standard output, and wants it in colour. Stateless. */
final class Screen {
    private Screen() {}

    /** Whether it is a terminal that moves its cursor. */
    @SuppressWarnings("SystemConsoleNull") // whether it is null depends on the provider chosen
    static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Colour on a terminal only, and not where NO_COLOR is there and not empty (no-color.org). */
    static Ansi colour() {
        String noColor = System.getenv("NO_COLOR");
        return onTerminal() && (noColor == null || noColor.isEmpty()) ? Ansi.ON : Ansi.OFF;
    }
}
