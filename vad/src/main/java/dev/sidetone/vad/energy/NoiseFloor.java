/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import java.util.Arrays;

/**
 * The level of what is there when nobody speaks: the minimum of the smoothed level over some
 * seconds, kept in sub-windows (minimum statistics). A minimum cannot climb during speech, because
 * speech dips between words and closures; it follows a drop at once, a slow rise within its window,
 * and a rise to a level that stays within {@code steadyMs}. State of one call.
 */
final class NoiseFloor {

    private static final int BLOCK_MS = 10;
    private static final int SMOOTHED_BLOCKS = 5;

    /** The minimum of a fluctuating level lies under its mean by about this. */
    private static final double MINIMUM_BIAS_DB = 1.5;

    private final EnergyConfig config;
    private final int blocksPerWindow = EnergyConfig.SUB_WINDOW_MS / BLOCK_MS;
    private final int steadyWindows;
    private final double[] lowest;
    private final double[] highest;
    private final double[] recentPowers = new double[SMOOTHED_BLOCKS];

    private long blocks;
    private int window;
    private int windowsDone;
    private double floorDbfs;

    NoiseFloor(EnergyConfig config) {
        this.config = config;
        this.steadyWindows = config.steadyMs() / EnergyConfig.SUB_WINDOW_MS;
        int windows = config.floorWindowMs() / EnergyConfig.SUB_WINDOW_MS;
        this.lowest = new double[windows];
        this.highest = new double[windows];
        reset();
    }

    /**
     * Takes the mean square of the next block, full scale being 1, and returns the floor in dBFS.
     */
    double onBlock(double power) {
        recentPowers[(int) (blocks % SMOOTHED_BLOCKS)] = power;
        blocks++;
        double level = smoothedDbfs();
        lowest[window] = Math.min(lowest[window], level);
        highest[window] = Math.max(highest[window], level);
        floorDbfs = estimate();
        if (blocks % blocksPerWindow == 0) {
            advance();
        }
        return floorDbfs;
    }

    void reset() {
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        blocks = 0;
        window = 0;
        windowsDone = 0;
        floorDbfs = config.quietDbfs();
    }

    private double estimate() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lowest.length; i++) {
            least = Math.min(least, lowest[i]);
            most = Math.max(most, highest[i]);
        }
        double floor = least + MINIMUM_BIAS_DB;
        if (windowsDone == 0 && most - least > config.steadySpreadDb()) {
            // Who speaks from the first moment must not be taken for the floor; what has been
            // steady so far may be.
            floor = Math.min(floor, config.startCeilingDbfs());
        }
        return Math.max(floor, config.quietDbfs());
    }

    private void advance() {
        windowsDone++;
        forgetWhatWasBeforeASteadySound();
        window = (window + 1) % lowest.length;
        lowest[window] = Double.POSITIVE_INFINITY;
        highest[window] = Double.NEGATIVE_INFINITY;
    }

    private void forgetWhatWasBeforeASteadySound() {
        if (windowsDone < steadyWindows) {
            return;
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int back = 0; back < steadyWindows; back++) {
            int i = Math.floorMod(window - back, lowest.length);
            least = Math.min(least, lowest[i]);
            most = Math.max(most, highest[i]);
        }
        if (most - least > config.steadySpreadDb()) {
            return;
        }
        for (int back = steadyWindows; back < lowest.length; back++) {
            lowest[Math.floorMod(window - back, lowest.length)] = Double.POSITIVE_INFINITY;
        }
    }

    private double smoothedDbfs() {
        int count = (int) Math.min(blocks, SMOOTHED_BLOCKS);
        double sum = 0.0;
        for (int i = 0; i < count; i++) {
            sum += recentPowers[i];
        }
        return EnergyDetector.dbfs(sum / count);
    }
}
