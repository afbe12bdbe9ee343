/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import java.util.Locale;

/**
 * Texts beside each other in one row of a picture, from left to right. One that would cover its
 * neighbour where the picture is as narrow as a phone is left out.
 */
final class LabelRow {

    /** Per cent of the width that a letter takes on a phone. */
    private static final double LETTER_PERCENT = 1.9;

    private static final double GAP_PERCENT = 2.5;
    private static final double PERCENT = 100;

    /** Between a text and its place. */
    private static final int GAP = 4;

    private final String style;
    private final int y;
    private double freeFrom;

    LabelRow(String style, int y) {
        this.style = style;
        this.y = y;
    }

    /**
     * Puts a text right of this place.
     *
     * @return whether there was room, up to the edge
     */
    boolean right(StringBuilder svg, double x, String text) {
        double width = width(text);
        if (x < freeFrom || x + width > PERCENT) {
            return false;
        }
        freeFrom = x + width;
        put(svg, x, "\" dx=\"" + GAP, text);
        return true;
    }

    /**
     * Puts a text left of this place.
     *
     * @return whether there was room, up to the neighbour
     */
    boolean left(StringBuilder svg, double x, String text) {
        if (x - width(text) < freeFrom) {
            return false;
        }
        freeFrom = x;
        put(svg, x, " left\" dx=\"-" + GAP, text);
        return true;
    }

    private static double width(String text) {
        return text.length() * LETTER_PERCENT + GAP_PERCENT;
    }

    private void put(StringBuilder svg, double x, String side, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"%s%s\" x=\"%.2f%%\" y=\"%d\">%s</text>%n",
                        style,
                        side,
                        x,
                        y,
                        HtmlPage.escape(text)));
    }
}
