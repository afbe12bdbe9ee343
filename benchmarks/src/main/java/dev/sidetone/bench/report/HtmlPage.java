/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts that pages of reports are built of: one file, nothing from the network, every text
 * escaped. One page, one thread.
 */
public abstract class HtmlPage {

    /** The page so far. */
    protected final StringBuilder html = new StringBuilder();

    /** An empty page. */
    protected HtmlPage() {}

    /**
     * Everything up to the page's own content. The browser is told to run nothing but these scripts
     * and to load nothing but the audio of a call, whatever else a text of the run may have
     * brought.
     *
     * @param styles further to the common ones
     * @param scripts what {@link #script} will be given, to the letter
     */
    protected final void open(String title, String styles, String... scripts) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(policy(scripts))
                .append("\"/><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(resource(HtmlPage.class, "report.css"))
                .append(styles)
                .append("</style></head>\n<body><main>\n");
    }

    private static String policy(String... scripts) {
        StringBuilder policy =
                new StringBuilder(
                        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; media-src data: file: 'self'; script-src");
        for (String script : scripts) {
            policy.append(" 'sha256-").append(sha256(script)).append('\'');
        }
        return policy.append(scripts.length == 0 ? " 'none'" : "").toString();
    }

    private static String sha256(String script) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** One of the scripts that {@link #open} was told of. */
    protected final void script(String script) {
        html.append("<script>").append(script).append("</script>\n");
    }

    /** Everything behind the page's own content. */
    protected final String close() {
        return html.append("</main></body></html>\n").toString();
    }

    /** One figure, large. */
    protected final void card(String name, String value) {
        html.append("<div><b>")
                .append(value)
                .append("</b><span>")
                .append(escape(name))
                .append("</span></div>");
    }

    /** A scroll box is reachable by keyboard, and says what it holds. */
    protected final void table(String style, String name, String caption) {
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(name))
                .append("\"><table class=\"")
                .append(style)
                .append("\">");
        if (!caption.isEmpty()) {
            html.append("<caption>").append(escape(caption)).append("</caption>");
        }
    }

    /** Ends what {@link #table} and {@link #heads} began. */
    protected final void endTable() {
        html.append("</tbody></table></div>\n");
    }

    /** A table's head. */
    protected final void heads(String... names) {
        html.append("<thead><tr>");
        for (String name : names) {
            html.append("<th scope=\"col\">").append(escape(name)).append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
    }

    /** Begins a row. */
    protected final void rowHead(String name) {
        html.append("<tr><th scope=\"row\">").append(escape(name)).append("</th>");
    }

    /** One figure of a row. */
    protected final void cell(String text) {
        html.append("<td class=\"n\">").append(text).append("</td>");
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

    /** A term and what it stands for. */
    protected final void term(String name, String value) {
        html.append("<dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>");
    }

    /** The machine's terms. */
    protected final void machine(MachineFacts machine) {
        term(
                "machine",
                "%s, %d cores, %d MB"
                        .formatted(machine.cpu(), machine.cores(), machine.memoryMb()));
        term("system", machine.os() + ", " + machine.jdk());
    }

    /** A number, or a dash. */
    protected static String plain(@Nullable Double value, int digits) {
        return value == null ? "–" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** What a turn is called; 0 is the greeting. */
    protected static String turnName(int turn) {
        return turn == 0 ? "greeting" : "turn " + turn;
    }

    /** One entry of a picture's legend. */
    static void legendEntry(StringBuilder html, String style, String meaning) {
        html.append("<li><i class=\"")
                .append(style)
                .append("\"></i> ")
                .append(escape(meaning))
                .append("</li>");
    }

    /** Whole milliseconds, or a dash. */
    protected static String ms(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.0f ms", value);
    }

    /** Text for XML, without what XML cannot hold. */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '&' -> safe.append("&amp;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default -> safe.appendCodePoint(writable(c) ? c : ' ');
                    }
                });
        return safe.toString();
    }

    private static boolean writable(int c) {
        boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !surrogate && c != 0xfffe && c != 0xffff;
    }

    /** A text of the class path, beside a class or from its root. */
    protected static String resource(Class<?> beside, String name) {
        try (InputStream content = beside.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
