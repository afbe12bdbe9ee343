/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

/**
 * How energy is judged. Levels are dBFS of a block's RMS behind the detector's high-pass filter.
 *
 * @param quietDbfs the noise floor is never believed to be lower than this: what stays near it is
 *     comfort noise
 * @param speechAboveFloorDb level over the floor at which speech is as likely as not
 * @param slopeDb dB over or under that level that move the odds by a factor of e
 * @param floorWindowMs how far back the floor's minimum looks; longer than speech goes without a
 *     dip
 * @param riseDbPerSecond how fast the floor follows that minimum upwards
 * @param steadyMs sound that keeps its level for so long is noise, however loud
 * @param steadySpreadDb how much a sound may vary and still keep its level
 */
public record EnergyConfig(
        double quietDbfs,
        double speechAboveFloorDb,
        double slopeDb,
        int floorWindowMs,
        double riseDbPerSecond,
        int steadyMs,
        double steadySpreadDb) {

    /** For telephone lines. */
    public static final EnergyConfig DEFAULT =
            new EnergyConfig(-54.0, 5.0, 1.5, 4_000, 1.0, 1_500, 6.0);

    /** Length of one sub-window of the floor's minimum. */
    static final int SUB_WINDOW_MS = 250;

    public EnergyConfig {
        require(
                quietDbfs >= -90.0 && quietDbfs <= -30.0,
                "quietDbfs must be -90 to -30",
                quietDbfs);
        require(
                speechAboveFloorDb >= 3.0 && speechAboveFloorDb <= 30.0,
                "speechAboveFloorDb must be 3 to 30",
                speechAboveFloorDb);
        require(
                slopeDb > 0.0 && slopeDb <= 10.0,
                "slopeDb must be above 0 and at most 10",
                slopeDb);
        require(
                floorWindowMs >= 1_000
                        && floorWindowMs <= 20_000
                        && floorWindowMs % SUB_WINDOW_MS == 0,
                "floorWindowMs must be 1000 to 20000 in steps of " + SUB_WINDOW_MS,
                floorWindowMs);
        require(
                riseDbPerSecond > 0.0 && riseDbPerSecond <= 20.0,
                "riseDbPerSecond must be above 0 and at most 20",
                riseDbPerSecond);
        require(
                steadyMs >= SUB_WINDOW_MS
                        && steadyMs <= floorWindowMs
                        && steadyMs % SUB_WINDOW_MS == 0,
                "steadyMs must be "
                        + SUB_WINDOW_MS
                        + " to floorWindowMs in steps of "
                        + SUB_WINDOW_MS,
                steadyMs);
        require(
                steadySpreadDb > 0.0 && steadySpreadDb <= 20.0,
                "steadySpreadDb must be above 0 and at most 20",
                steadySpreadDb);
    }

    private static void require(boolean holds, String expectation, double value) {
        if (!holds) {
            throw new IllegalArgumentException(expectation + ": " + value);
        }
    }
}
