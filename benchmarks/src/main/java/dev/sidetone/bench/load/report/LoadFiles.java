/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.report;

import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.report.ReportFolder;
import dev.sidetone.bench.report.ReportJson;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.util.List;

/** Writes the files of a load run. */
public final class LoadFiles {

    /** With more turns than this, report.json leaves them to turns.jsonl. */
    static final int MOST_TURNS = 200;

    private LoadFiles() {}

    /** Writes report.json, turns.jsonl, latency.hlog and report.html. */
    public static void write(LoadReport run, ReportFolder folder) throws IOException {
        List<TurnRecord> turns = run.facts().turns();
        folder.write(
                "turns.jsonl",
                out -> turns.forEach(turn -> out.append(ReportJson.line(turn)).append('\n')));
        folder.write("latency.hlog", run.hlog());
        folder.write("report.json", LoadJson.text(run));
        folder.write("report.html", LoadHtml.render(run));
    }
}
