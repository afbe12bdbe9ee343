/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BadCallersTest {

    private static BitSet drawn(int all, double percent, long seed) {
        return BadCallers.drawn(all, percent, new SplittableRandom(seed));
    }

    @Test
    void shouldDrawExactlyTheShareThatIsAskedFor() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(drawn(1000, 1, seed).cardinality()).isEqualTo(10);
            assertThat(drawn(60, 16.7, seed).cardinality()).isEqualTo(10);
            assertThat(drawn(1000, 1, seed).length()).isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void shouldDrawOneAtLeastAndNoneWhereNoneIsAskedFor() {
        assertThat(drawn(10, 0.1, 1).cardinality()).isEqualTo(1);
        assertThat(drawn(10, 0, 1).cardinality()).isZero();
        assertThat(drawn(0, 1, 1).cardinality()).isZero();
    }

    @Test
    void shouldDependOnTheSeedAlone() {
        assertThat(drawn(1000, 5, 7)).isEqualTo(drawn(1000, 5, 7)).isNotEqualTo(drawn(1000, 5, 8));
    }

    @Test
    void shouldDrawEveryCallerAlike() {
        int[] times = new int[20];
        for (long seed = 0; seed < 4000; seed++) {
            drawn(20, 10, seed).stream().forEach(caller -> times[caller]++);
        }
        // 400 expected; six standard deviations are 114
        assertThat(Arrays.stream(times)).allSatisfy(count -> assertThat(count).isBetween(286, 514));
    }
}
