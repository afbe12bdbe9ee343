/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.load.machine.CpuShares;
import dev.sidetone.bench.report.Percentiles;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RssFiguresTest {

    static LoadSample second(int atS, boolean measured, int streams, double rssMb) {
        return new LoadSample(
                atS,
                measured,
                new LoadSnapshot.Calls(streams, streams, 0, 0, 0),
                new LoadSnapshot.Frames(0, 0, 0, 0, 0, 0, 0, new EchoFigures(0, 0, 0, 0)),
                0,
                Percentiles.of(List.of()),
                0,
                CpuShares.UNKNOWN,
                rssMb);
    }

    @Test
    void shouldLayTheLineThroughTheSecondHalfOfTheCallsAlone() {
        RssFigures rss =
                RssFigures.of(
                        50.0,
                        List.of(
                                second(1, false, 20, 90),
                                second(2, false, 50, 120),
                                second(3, false, 60, 130),
                                second(4, false, 80, 132),
                                second(5, false, 100, 134),
                                second(6, false, 100, 150),
                                second(7, true, 100, 151),
                                second(8, true, 100, 152)));
        // 0.1 MB a call; the first half's code and the warm-up's are not calls'
        assertThat(rss.slopeKbPerCall()).isBetween(102.3, 102.5);
        assertThat(rss.growthKbPerS()).isBetween(1023.9, 1024.1);
        assertThat(rss.endMb()).isEqualTo(152);
        assertThat(rss.startMb()).isEqualTo(50);
    }

    @Test
    void shouldHaveNoLineThroughOnePoint() {
        RssFigures rss =
                RssFigures.of(50.0, List.of(second(1, false, 20, 90), second(2, false, 100, 134)));
        assertThat(rss.slopeKbPerCall()).isNull();
    }
}
