/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.bench.report.MachineFacts;
import java.util.List;
import java.util.Locale;

/** Figures for people: a line each on a terminal, and a markdown page to keep. */
public final class BenchTable {

    private static final String ROW = "%-42s %12s %12s %10s";

    private BenchTable() {}

    /** Names of the columns on a terminal. */
    public static String header() {
        return ROW.formatted("one operation of", "ns", "± ns", "bytes");
    }

    /** One figure on a terminal. */
    public static String row(BenchFigure figure) {
        return ROW.formatted(
                figure.name(),
                number("%.1f", figure.ns()),
                number("%.1f", figure.errorNs()),
                number("%.2f", figure.bytes()));
    }

    /** The page: where, with what and how it was measured, and the figures. */
    public static String page(
            String command, MachineFacts machine, BenchLength length, List<BenchFigure> figures) {
        StringBuilder page = new StringBuilder("# Benchmarks\n\n");
        page.append("- command: `").append(command).append("`\n");
        page.append("- length: ").append(length.inWords()).append('\n');
        page.append("- machine: ").append(place(machine)).append('\n');
        page.append("- JDK: ").append(machine.jdk()).append("\n\n");
        page.append("| one operation of | ns | ± ns (99.9 %) | bytes allocated |\n");
        page.append("|---|---|---|---|\n");
        for (BenchFigure figure : figures) {
            page.append("| ").append(figure.name());
            page.append(" | ").append(number("%.1f", figure.ns()));
            page.append(" | ").append(number("%.1f", figure.errorNs()));
            page.append(" | ").append(number("%.2f", figure.bytes())).append(" |\n");
        }
        return page.toString();
    }

    /** The machine on one line. */
    public static String place(MachineFacts machine) {
        return "%d cores of %s, %d MB, %s"
                .formatted(machine.cores(), machine.cpu(), machine.memoryMb(), machine.os());
    }

    /** What was not measured is a dash, never 0. */
    private static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
