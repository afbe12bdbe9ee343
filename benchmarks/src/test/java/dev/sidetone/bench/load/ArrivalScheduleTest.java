/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ArrivalScheduleTest {

    private static long[] draw(ArrivalSchedule schedule, int count) {
        return LongStream.generate(schedule::nextNs).limit(count).toArray();
    }

    @Test
    void shouldNotDriftAtARateThatDividesNoSecond() {
        long[] at = draw(new ArrivalSchedule(ArrivalSchedule.Kind.CONSTANT, 7, 1), 7_000_001);
        assertThat(at[0]).isZero();
        assertThat(at[7_000_000]).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void shouldDrawPoissonGapsOfTheRightMeanAndSpread() {
        int count = 100_000;
        long[] at = draw(new ArrivalSchedule(ArrivalSchedule.Kind.POISSON, 50, 7), count);
        double meanNs = (double) at[count - 1] / count;
        double squares = 0;
        for (int i = 1; i < count; i++) {
            double gapNs = at[i] - at[i - 1];
            assertThat(gapNs).isNotNegative();
            squares += (gapNs - meanNs) * (gapNs - meanNs);
        }
        assertThat(meanNs).isCloseTo(20e6, within(0.2e6));
        // an exponential's deviation is its mean
        assertThat(Math.sqrt(squares / count)).isCloseTo(20e6, within(0.5e6));
    }

    @Test
    void shouldDrawTheSameFromTheSameSeed() {
        assertThat(draw(new ArrivalSchedule(ArrivalSchedule.Kind.POISSON, 10, 3), 100))
                .isEqualTo(draw(new ArrivalSchedule(ArrivalSchedule.Kind.POISSON, 10, 3), 100))
                .isNotEqualTo(draw(new ArrivalSchedule(ArrivalSchedule.Kind.POISSON, 10, 4), 100));
    }

    @Test
    void shouldMeasureFromTheLastArrivalAndTheWarmUpOn() {
        CallTimetable timetable =
                CallTimetable.ofCalls(
                        11,
                        new ArrivalSchedule(ArrivalSchedule.Kind.CONSTANT, 10, 1),
                        2_000_000_000,
                        5_000_000_000L);
        assertThat(timetable.arrivalsNs()).hasSize(11).endsWith(1_000_000_000);
        assertThat(timetable.windowFromNs()).isEqualTo(3_000_000_000L);
        assertThat(timetable.windowToNs()).isEqualTo(8_000_000_000L);
    }

    @Test
    void shouldLetCallsArriveUntilTheEndWhenTheyChurn() {
        CallTimetable timetable =
                CallTimetable.ofChurn(
                        new ArrivalSchedule(ArrivalSchedule.Kind.CONSTANT, 500, 1),
                        1_000_000_000,
                        4_000_000_000L);
        assertThat(timetable.arrivalsNs()).hasSize(2500).endsWith(4_998_000_000L);
        assertThat(timetable.windowFromNs()).isEqualTo(1_000_000_000L);
    }

    @Test
    void shouldRefuseARateThatIsNone() {
        assertThatThrownBy(() -> new ArrivalSchedule(ArrivalSchedule.Kind.CONSTANT, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ArrivalSchedule(ArrivalSchedule.Kind.CONSTANT, Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
