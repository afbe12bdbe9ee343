/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.machine.Slope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resident memory of the server.
 *
 * @param startMb before the first call
 * @param endMb at the end of the measured window
 * @param slopeKbPerCall what each further call added while calls arrived, by least squares
 * @param growthKbPerS what each second added in the measured window: a leak shows here
 */
public record RssFigures(
        @Nullable Double startMb,
        @Nullable Double endMb,
        @Nullable Double slopeKbPerCall,
        @Nullable Double growthKbPerS) {

    private static final double KB_PER_MB = 1024;

    /** Of the seconds of a run. */
    static RssFigures of(@Nullable Double startMb, List<LoadSample> samples) {
        Slope perCall = new Slope();
        Slope perSecond = new Slope();
        Double endMb = null;
        boolean arriving = true;
        if (startMb != null) {
            perCall.add(0, startMb * KB_PER_MB);
        }
        for (LoadSample sample : samples) {
            Double mb = sample.serverRssMb();
            if (mb == null) {
                continue;
            }
            arriving &= !sample.measured();
            if (sample.measured()) {
                perSecond.add(sample.atS(), mb * KB_PER_MB);
                endMb = mb;
            } else if (arriving) {
                perCall.add(sample.calls().streams(), mb * KB_PER_MB);
            }
        }
        return new RssFigures(startMb, endMb, perCall.perX(), perSecond.perX());
    }
}
