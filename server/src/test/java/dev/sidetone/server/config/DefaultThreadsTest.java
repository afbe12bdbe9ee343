/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class DefaultThreadsTest {

    /** The table of docs/tuning.md. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "2, 2, 1, 1",
        "3, 3, 2, 1",
        "4, 3, 2, 1",
        "6, 5, 3, 2",
        "8, 7, 5, 2",
        "12, 11, 7, 4",
        "16, 14, 9, 5",
        "24, 21, 13, 8",
        "32, 28, 18, 10",
        "48, 42, 26, 16",
        "64, 56, 35, 21"
    })
    void shouldGiveThisMany(int cores, int workers, int dedicatedWorkers, int ioThreads) {
        assertThat(DefaultThreads.workers(cores)).isEqualTo(workers);
        assertThat(DefaultThreads.dedicatedWorkers(cores)).isEqualTo(dedicatedWorkers);
        assertThat(DefaultThreads.ioThreads(cores)).isEqualTo(ioThreads);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 15, 16, 17, 64, 128})
    void shouldNeverTakeMoreThanTheCoresFromFourOn(int cores) {
        assertThat(DefaultThreads.workers(cores)).isBetween(1, cores);
        if (cores >= 4) {
            assertThat(DefaultThreads.workers(cores)).isLessThan(cores);
            assertThat(DefaultThreads.dedicatedWorkers(cores) + DefaultThreads.ioThreads(cores))
                    .isLessThan(cores);
        }
    }
}
