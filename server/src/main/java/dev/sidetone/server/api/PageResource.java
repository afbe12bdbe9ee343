/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.server.store.CallRow;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

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

    private static final String HOW_TO_ASK =
            """
            <p>The turns of a call, with the admin token, which a browser does not send:<br>
            <code>curl -H &quot;Authorization: Bearer $SIDETONE_ADMIN_TOKEN&quot; ADDRESS/v1/calls/CALL/turns</code></p>
            """;

    private final Supplier<List<CallRow>> calls;
    private final boolean tokenNeeded;

    /**
     * The page of these calls.
     *
     * @param calls newest first
     * @param tokenNeeded true when the API asks for a token; a link to it would then be refused,
     *     and a token in a link or a cookie would lie about in histories and logs
     */
    public PageResource(Supplier<List<CallRow>> calls, boolean tokenNeeded) {
        this.calls = calls;
        this.tokenNeeded = tokenNeeded;
    }

    /** Adds the page, behind the gate. */
    public void routes(Router router) {
        router.gated("GET", "/", (request, id) -> page());
    }

    private ApiResponse page() {
        StringBuilder html = new StringBuilder(HEAD);
        List<CallRow> shown = calls.get();
        long live = shown.stream().filter(CallRow::live).count();
        html.append("<p>")
                .append(live)
                .append(" live, ")
                .append(shown.size() - live)
                .append(" ended.</p>\n");
        if (tokenNeeded) {
            html.append(HOW_TO_ASK);
        }
        html.append(
                "<table><thead><tr><th>started</th><th>call</th><th>agent</th><th>carrier</th><th>turns</th>"
                        + "<th>slowest answer</th><th>length</th><th>end</th></tr></thead><tbody>\n");
        shown.forEach(call -> row(html, call));
        return ApiResponse.html(html.append("</tbody></table></body></html>\n").toString())
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private void row(StringBuilder html, CallRow call) {
        html.append("<tr>");
        cell(html, call.call().startedAt().toString());
        String id = escape(call.call().callId());
        html.append("<td>")
                .append(tokenNeeded ? id : "<a href=\"/v1/calls/" + id + "/turns\">" + id + "</a>")
                .append("</td>");
        cell(html, call.call().agent());
        cell(html, call.call().transport());
        number(html, Integer.toString(call.turns()));
        number(html, slowest(call));
        CallRow.End end = call.end();
        Long durationMs = end == null ? null : end.durationMs();
        number(
                html,
                durationMs == null
                        ? ""
                        : String.format(Locale.ROOT, "%.1f s", durationMs / 1000.0));
        cell(html, end == null ? "live" : end.result() + ": " + end.reason());
        html.append("</tr>\n");
    }

    private static String slowest(CallRow call) {
        Double mrl = call.slowestMrlMs();
        return mrl == null ? "" : String.format(Locale.ROOT, "%.0f ms", mrl);
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
