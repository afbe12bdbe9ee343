/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.machine;

import org.jspecify.annotations.Nullable;

/** A straight line through points by least squares. Grows point by point; one thread. */
public final class Slope {

    private long count;
    private double meanX;
    private double meanY;
    private double squares;
    private double products;

    /** One more point; Welford's update, so that large values do not swallow small differences. */
    public void add(double x, double y) {
        count++;
        double fromX = x - meanX;
        meanX += fromX / count;
        squares += fromX * (x - meanX);
        meanY += (y - meanY) / count;
        products += fromX * (y - meanY);
    }

    /** Change of y for each x, or null when all points have the same x. */
    public @Nullable Double perX() {
        return squares < 1e-9 ? null : products / squares;
    }
}
