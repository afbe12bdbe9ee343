/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import java.util.Arrays;

/**
 * The level of what is there when nobody speaks. Towards the minimum of the smoothed level over
 * some seconds, kept in sub-windows (minimum statistics), it falls at once and rises slowly: speech
 * dips between words and closures, and even speech without a pause cannot lift it by much. Only a
 * sound that keeps its level for {@code steadyMs}, which speech never does, lifts it at once; at
 * the very start of a call the first sub-window is enough. State of one call.
 */
final class NoiseFloor {

    private static final int BLOCK_MS = 10;
    private static final int SMOOTHED_BLOCKS = 5;

    /** The minimum of a fluctuating level lies under its mean by about this. */
    private static final double MINIMUM_BIAS_DB = 1.5;

    private final EnergyConfig config;
    private final double riseDbPerBlock;
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
        this.riseDbPerBlock = config.riseDbPerSecond() * BLOCK_MS / 1_000.0;
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
        double target = Math.max(leastOf(lowest.length) + MINIMUM_BIAS_DB, config.quietDbfs());
        floorDbfs = Math.min(target, floorDbfs + riseDbPerBlock);
        // A call's first moments: who speaks at once must not be taken for noise, so this is not
        // kept.
        boolean steadySoFar = windowsDone == 0 && isSteady(1);
        double believed = steadySoFar ? target : floorDbfs;
        if (blocks % blocksPerWindow == 0) {
            advance();
        }
        return believed;
    }

    void reset() {
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        blocks = 0;
        window = 0;
        windowsDone = 0;
        floorDbfs = config.quietDbfs();
    }

    private void advance() {
        windowsDone++;
        int windows = windowsDone == 1 ? 1 : steadyWindows;
        if (windowsDone >= windows && isSteady(windows)) {
            floorDbfs = Math.max(leastOf(windows) + MINIMUM_BIAS_DB, config.quietDbfs());
            forgetAllBut(windows);
        }
        window = (window + 1) % lowest.length;
        lowest[window] = Double.POSITIVE_INFINITY;
        highest[window] = Double.NEGATIVE_INFINITY;
    }

    private boolean isSteady(int windows) {
        double most = Double.NEGATIVE_INFINITY;
        for (int back = 0; back < windows; back++) {
            most = Math.max(most, highest[indexOf(back)]);
        }
        return most - leastOf(windows) <= config.steadySpreadDb();
    }

    private double leastOf(int windows) {
        double least = Double.POSITIVE_INFINITY;
        for (int back = 0; back < windows; back++) {
            least = Math.min(least, lowest[indexOf(back)]);
        }
        return least;
    }

    private void forgetAllBut(int windows) {
        for (int back = windows; back < lowest.length; back++) {
            lowest[indexOf(back)] = Double.POSITIVE_INFINITY;
        }
    }

    private int indexOf(int back) {
        int index = window - back;
        return index < 0 ? index + lowest.length : index;
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
