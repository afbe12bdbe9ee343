/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.server.report.HtmlPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What pages of runs have beside that of pages about calls. One page, one thread. */
public abstract class RunPage extends HtmlPage {

    /** An empty page, which may play a recording. */
    protected RunPage() {
        super("media-src data: file: 'self'");
    }

    /** A row of percentiles, unless there is no value. */
    protected final void percentiles(String name, Percentiles of, int digits) {
        if (of.count() == 0) {
            return;
        }
        rowHead(name);
        cell(Long.toString(of.count()));
        for (Double value : Arrays.asList(of.p50(), of.p90(), of.p95(), of.p99(), of.max())) {
            cell(plain(value, digits));
        }
        html.append("</tr>\n");
    }

    /** What had to hold: open what did not, folded what did. */
    protected final void checks(List<Check> checks) {
        List<Check> held =
                checks.stream().filter(check -> check.verdict() == Check.Verdict.HELD).toList();
        List<Check> others = new ArrayList<>(checks);
        others.removeAll(held);
        checkList(others);
        if (!held.isEmpty()) {
            html.append("<details class=\"held\"><summary>✓ ")
                    .append(held.size())
                    .append(held.size() == 1 ? " check" : " checks")
                    .append(" held</summary>");
            checkList(held);
            html.append("</details>\n");
        }
    }

    private void checkList(List<Check> checks) {
        if (checks.isEmpty()) {
            return;
        }
        html.append("<ul class=\"checks\">");
        for (Check check : checks) {
            String mark =
                    switch (check.verdict()) {
                        case HELD -> "good\">✓ ";
                        case FAILED -> "bad\">✗ ";
                        case OVER -> "bad\">over: ";
                        case NOT_JUDGED -> "\">not judged: ";
                    };
            html.append("<li class=\"").append(mark).append(escape(check.name()));
            if (!check.detail().isEmpty()) {
                html.append(": ").append(escape(check.detail()));
            }
            html.append("</li>");
        }
        html.append("</ul>\n");
    }

    /** The machine's terms. */
    protected final void machine(MachineFacts machine) {
        term(
                "machine",
                "%s, %d cores, %d MB"
                        .formatted(machine.cpu(), machine.cores(), machine.memoryMb()));
        term("system", machine.os() + ", " + machine.jdk());
    }
}
