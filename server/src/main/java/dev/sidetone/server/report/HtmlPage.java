/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts that pages about calls are built of: one file, nothing from the network, every text
 * escaped. One page, one thread.
 */
public abstract class HtmlPage {

    /** The page so far. */
    protected final StringBuilder html = new StringBuilder();

    private final String sources;
    private String policy = "";

    /**
     * An empty page.
     *
     * @param sources what the browser may load beside the page itself, as directives of a
     *     Content-Security-Policy; may be empty
     */
    protected HtmlPage(String sources) {
        this.sources = sources;
    }

    /**
     * Everything up to the page's own content. The browser is told to run nothing but these scripts
     * and to load nothing but the page's sources, whatever else a text of a call may have brought.
     *
     * @param styles further to the common ones
     * @param scripts what {@link #script} will be given, to the letter
     */
    protected final void open(String title, String styles, String... scripts) {
        String style = resource(HtmlPage.class, "report.css") + styles;
        policy = policy(style, scripts);
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(policy)
                .append("\"/><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(style)
                .append("</style></head>\n<body><main>\n");
    }

    /** The Content-Security-Policy that an opened page brings, for a server to say it as well. */
    protected final String policy() {
        return policy;
    }

    private String policy(String style, String... scripts) {
        StringBuilder rules =
                new StringBuilder("default-src 'none'; base-uri 'none'; form-action 'none'; ");
        if (!sources.isEmpty()) {
            rules.append(sources).append("; ");
        }
        rules.append("style-src").append(hash(style)).append("; script-src");
        for (String script : scripts) {
            rules.append(hash(script));
        }
        return rules.append(scripts.length == 0 ? " 'none'" : "").toString();
    }

    private static String hash(String text) {
        return " 'sha256-" + sha256(text) + "'";
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

    /** A term and what it stands for. */
    protected final void term(String name, String value) {
        html.append("<dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>");
    }

    /** A number, or a dash. */
    protected static String plain(@Nullable Double value, int digits) {
        return value == null ? "–" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** What a turn is called; 0 is the greeting. */
    public static String turnName(int turn) {
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
    public static String ms(@Nullable Double value) {
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
