/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.caller.CallerLoop;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.MachineFacts;
import dev.sidetone.bench.report.SelfFacts;
import dev.sidetone.bench.run.CallRequest;
import dev.sidetone.bench.run.CallRun;
import dev.sidetone.bench.run.LiveTable;
import dev.sidetone.bench.webhook.CarrierHttp;

/**
 * One call, with what the harness must say of itself.
 *
 * @param outcome the call
 * @param self lateness and CPU share while it ran
 */
record MeasuredCall(CallOutcome outcome, SelfFacts self) {

    private static final double US_PER_MS = 1000;

    /** Makes the call and prints its turns as they end. */
    static MeasuredCall make(CallRequest request) {
        CallerLoop loop = new CallerLoop();
        long startNs = System.nanoTime();
        long cpuNs = MachineFacts.processCpuNs();
        CallOutcome outcome;
        double cpuShare;
        try (loop;
                CarrierHttp http = new CarrierHttp(request.authToken())) {
            CallRun run = new CallRun(loop, request, http);
            try (LiveTable table =
                    new LiveTable(Terminal.out(), Terminal.live(), Terminal.colour(), run)) {
                outcome = run.make(table::accept);
            }
            cpuShare =
                    (double) (MachineFacts.processCpuNs() - cpuNs) / (System.nanoTime() - startNs);
        }
        double lateMs = loop.latenessUs().getValueAtPercentile(99) / US_PER_MS;
        return new MeasuredCall(outcome, new SelfFacts(lateMs, cpuShare));
    }
}
