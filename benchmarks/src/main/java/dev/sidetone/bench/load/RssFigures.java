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
 * @param slopeKbPerCall what each further call added while the second half of the calls arrived, by
 *     least squares; null when fewer than two seconds lie there
 * @param growthKbPerS what each second added in the measured window: a leak shows here
 */
public record RssFigures(
        @Nullable Double startMb,
        @Nullable Double endMb,
        @Nullable Double slopeKbPerCall,
        @Nullable Double growthKbPerS) {

    private static final double KB_PER_MB = 1024;

    /**
     * Of the seconds of a run. The line of memory over calls begins when half of the calls have
     * arrived, because the first ones make the server load and compile its code, and ends when all
     * have, because what grows from then on is not theirs.
     */
    static RssFigures of(@Nullable Double startMb, List<LoadSample> samples) {
        Slope perSecond = new Slope();
        Double endMb = null;
        for (LoadSample sample : samples) {
            Double mb = sample.serverRssMb();
            if (mb != null && sample.measured()) {
                perSecond.add(sample.atS(), mb * KB_PER_MB);
                endMb = mb;
            }
        }
        return new RssFigures(startMb, endMb, perCallKb(samples), perSecond.perX());
    }

    private static @Nullable Double perCallKb(List<LoadSample> samples) {
        List<LoadSample> before = samples.stream().takeWhile(sample -> !sample.measured()).toList();
        int most = before.stream().mapToInt(sample -> sample.calls().streams()).max().orElse(0);
        Slope perCall = new Slope();
        for (LoadSample sample : before) {
            int streams = sample.calls().streams();
            Double mb = sample.serverRssMb();
            if (mb != null && 2 * streams > most) {
                perCall.add(streams, mb * KB_PER_MB);
            }
            if (streams == most) {
                break;
            }
        }
        return perCall.perX();
    }
}
