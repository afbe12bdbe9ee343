/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PercentilesTest {

    @Test
    void shouldTakeTheNearestRank() {
        Percentiles values =
                Percentiles.of(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
        assertThat(values).isEqualTo(new Percentiles(100, 50.0, 90.0, 95.0, 99.0, 100.0, 100.0));
    }

    @Test
    void shouldKeepTheSign() {
        assertThat(Percentiles.of(List.of(-30.0, 10.0)).p50()).isEqualTo(-30);
    }

    @Test
    void shouldKnowNothingOfNoValues() {
        assertThat(Percentiles.of(List.of()))
                .isEqualTo(new Percentiles(0, null, null, null, null, null, null));
    }
}
