/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.report.MachineFacts;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BenchTableTest {

    private static final MachineFacts MACHINE =
            new MachineFacts(2, "Some CPU", 24_000, "Linux 6", "Vendor 25.0.3");

    @Test
    void shouldTellWhereAndWithWhatItWasMeasured() {
        String page =
                BenchTable.page(
                        "./sidetone bench 'g711'",
                        MACHINE,
                        BenchLength.FULL,
                        List.of(new BenchFigure("G711Benchmark.decodeMuLaw", 81.25, 1.5, 0.001)));
        assertThat(page)
                .contains(
                        "- command: `./sidetone bench 'g711'`",
                        "- length: 3 forks, 5 × 1000 ms warm-up, 5 × 1000 ms measured",
                        "- machine: 2 cores of Some CPU, 24000 MB, Linux 6",
                        "- JDK: Vendor 25.0.3",
                        "| G711Benchmark.decodeMuLaw | 81.3 | 1.5 | 0.00 |");
    }

    @Test
    void shouldShowADashForWhatWasNotMeasured() {
        BenchFigure figure = new BenchFigure("A.b", 12.0, Double.NaN, Double.NaN);
        assertThat(BenchTable.row(figure).strip().split("\\s+"))
                .containsExactly("A.b", "12.0", "–", "–");
    }
}
