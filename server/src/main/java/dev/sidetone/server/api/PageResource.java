/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallView;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code GET /}: the calls as a plain page. Virtual threads; everything that came from outside is
 * escaped.
 */
public final class PageResource {
    private static final String HEAD =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sidetone: calls</title>
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="5"><style>
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1b1f24;background:#fff}
            table{border-collapse:collapse}th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid #d8dee4}
            th{font-weight:600}td.n{text-align:right;font-variant-numeric:tabular-nums}
            @media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}a{color:#58a6ff}}
            </style></head><body><h1>Calls</h1>
            """;

    private final CallDirectory directory;

    public PageResource(CallDirectory directory) {
        this.directory = directory;
    }

    /** Adds the page, behind the gate. */
    public void routes(Router router) {
        router.gated("GET", "/", (request, id) -> page());
    }

    private ApiResponse page() {
        StringBuilder html = new StringBuilder(HEAD);
        var calls = directory.list();
        long live = calls.stream().filter(CallView::live).count();
        html.append("<p>")
                .append(live)
                .append(" live, ")
                .append(calls.size() - live)
                .append(" ended.</p>\n");
        html.append(
                "<table><thead><tr><th>started</th><th>call</th><th>agent</th><th>carrier</th><th>turns</th>"
                        + "<th>slowest answer</th><th>length</th><th>end</th></tr></thead><tbody>\n");
        calls.forEach(call -> row(html, call));
        return ApiResponse.html(html.append("</tbody></table></body></html>\n").toString())
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static void row(StringBuilder html, CallView call) {
        html.append("<tr>");
        cell(html, call.startedAt().toString());
        String id = escape(call.callId());
        html.append("<td><a href=\"/v1/calls/")
                .append(id)
                .append("/turns\">")
                .append(id)
                .append("</a></td>");
        cell(html, call.agent());
        cell(html, call.transport());
        number(html, Integer.toString(call.turns().size()));
        number(html, slowest(call));
        Long durationMs = call.durationMs();
        number(
                html,
                durationMs == null
                        ? ""
                        : String.format(Locale.ROOT, "%.1f s", durationMs / 1000.0));
        Termination end = call.termination();
        cell(html, end == null ? "live" : end.result().word() + ": " + end.reason().word());
        html.append("</tr>\n");
    }

    private static String slowest(CallView call) {
        return call.turns().stream()
                .map(TurnRecord::serverMrlMs)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .map(mrl -> String.format(Locale.ROOT, "%.0f ms", mrl))
                .orElse("");
    }

    private static void cell(StringBuilder html, String text) {
        html.append("<td>").append(escape(text)).append("</td>");
    }

    private static void number(StringBuilder html, String text) {
        html.append("<td class=\"n\">").append(escape(text)).append("</td>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
