/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.MrlSummary;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log line of a call's end: one a call, with no words, digits, numbers or audio. Its figures
 * also go as keys and values, for a log that is written as JSON. Stateless; the records thread.
 */
final class EndLog {
    private static final Logger LOG = LoggerFactory.getLogger(EndLog.class);

    private EndLog() {}

    static void write(CallView call, CallEvent.Ended ended, MrlSummary mrl) {
        Termination end = ended.termination();
        LOG.atInfo()
                .addKeyValue("call_id", call.callId())
                .addKeyValue("agent", call.agent())
                .addKeyValue("result", end.result().word())
                .addKeyValue("reason", end.reason().word())
                .addKeyValue("duration_ms", ended.durationMs())
                .addKeyValue("turns", call.turns().size())
                .addKeyValue("mrl_p50_ms", rounded(mrl.p50Ms()))
                .addKeyValue("mrl_p95_ms", rounded(mrl.p95Ms()))
                .log(
                        "call {} ended: {} {}{}, agent {}, {} s, {} turns, mrl p50 {} p95 {} ms",
                        call.callId(),
                        end.result().word(),
                        end.reason().word(),
                        end.detail().isEmpty() ? "" : " (" + end.detail() + ")",
                        call.agent(),
                        String.format(Locale.ROOT, "%.1f", ended.durationMs() / 1000.0),
                        call.turns().size(),
                        rounded(mrl.p50Ms()),
                        rounded(mrl.p95Ms()));
    }

    private static Object rounded(@Nullable Double ms) {
        return ms == null ? "-" : Math.round(ms);
    }
}
