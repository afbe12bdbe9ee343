/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time is a number that the test sets. */
@Tag("unit")
final class WorkerHeadroomTest {
    private static final int LIMIT = 95;

    private long nowNs;
    private final long[] cyclesNs = new long[2];
    private final long[] cpuNs = new long[2];
    private WorkerHeadroom headroom = headroom(LIMIT);

    private WorkerHeadroom headroom(int limit) {
        return new WorkerHeadroom(
                List.of(
                        new WorkerHeadroom.Work(() -> cyclesNs[0], () -> cpuNs[0]),
                        new WorkerHeadroom.Work(() -> cyclesNs[1], () -> cpuNs[1])),
                limit);
    }

    /** Seconds in which worker 0 is this busy, and a sample after each. */
    private void pass(int seconds, int percent) {
        for (int i = 0; i < seconds; i++) {
            nowNs += TimeUnit.SECONDS.toNanos(1);
            cyclesNs[0] += TimeUnit.SECONDS.toNanos(1) * percent / 100;
            headroom.sample(nowNs);
        }
    }

    @Test
    void shouldCloseAWorkerThatIsBusyForTheWholeWindowAndNoOther() {
        pass(5, 99);
        assertThat(headroom.has(0)).as("four seconds are no window").isTrue();
        pass(1, 99);
        assertThat(headroom.has(0)).isFalse();
        assertThat(headroom.has(1)).isTrue();
        assertThat(headroom.anywhere()).isTrue();
        assertThat(headroom.closed()).isOne();
    }

    @Test
    void shouldNotCloseForASingleLongCycleNorForOneBusySecond() {
        pass(6, 20);
        pass(1, 100);
        assertThat(headroom.has(0)).isTrue();
        cyclesNs[0] += TimeUnit.MILLISECONDS.toNanos(1500);
        pass(1, 20);
        assertThat(headroom.has(0)).isTrue();
    }

    @Test
    void shouldOpenAgainOnlyWellBelowTheLimit() {
        pass(6, 96);
        assertThat(headroom.has(0)).isFalse();
        pass(20, 90);
        assertThat(headroom.has(0)).as("inside the hysteresis").isFalse();
        pass(6, 80);
        assertThat(headroom.has(0)).isTrue();
        pass(20, 90);
        assertThat(headroom.has(0)).as("inside the hysteresis, from below").isTrue();
    }

    @Test
    void shouldOpenAgainWhateverTheLimit() {
        for (int limit = 1; limit <= 100; limit++) {
            headroom = headroom(limit);
            pass(7, 100);
            assertThat(headroom.has(0)).as("limit %d", limit).isFalse();
            pass(7, limit);
            assertThat(headroom.has(0)).as("limit %d, inside the hysteresis", limit).isFalse();
            pass(7, 0);
            assertThat(headroom.has(0)).as("limit %d, idle", limit).isTrue();
        }
    }

    @Test
    void shouldSeeWorkDoneWhileItWaitsForIo() {
        for (int i = 0; i < 6; i++) {
            cpuNs[0] += TimeUnit.MILLISECONDS.toNanos(980);
            pass(1, 10);
        }
        assertThat(headroom.has(0)).isFalse();
    }

    @Test
    void shouldJudgeByTheTimeThatPassedNotByTheNumberOfSamples() {
        for (int i = 0; i < 20; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            cyclesNs[0] += TimeUnit.MILLISECONDS.toNanos(10);
            headroom.sample(nowNs);
        }
        assertThat(headroom.has(0)).as("a bunch of rounds within 200 ms").isTrue();
    }

    @Test
    void shouldCloseABusyWorkerHoweverOftenItIsLookedAt() {
        for (int i = 0; i < 100; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(100);
            cyclesNs[0] += TimeUnit.MILLISECONDS.toNanos(100);
            headroom.sample(nowNs);
        }
        assertThat(headroom.has(0)).isFalse();
    }

    @Test
    void shouldStartAnewAfterAPauseInTheRounds() {
        pass(5, 100);
        nowNs += TimeUnit.SECONDS.toNanos(60);
        cyclesNs[0] += TimeUnit.SECONDS.toNanos(60);
        headroom.sample(nowNs);
        assertThat(headroom.has(0)).isTrue();
        pass(5, 10);
        assertThat(headroom.has(0)).isTrue();
        pass(6, 100);
        assertThat(headroom.has(0)).isFalse();
    }

    @Test
    void shouldSayThatNobodyHasHeadroomWhenAllAreClosed() {
        for (int i = 0; i < 6; i++) {
            cyclesNs[1] += TimeUnit.SECONDS.toNanos(1);
            pass(1, 100);
        }
        assertThat(headroom.anywhere()).isFalse();
        assertThat(headroom.closed()).isEqualTo(2);
    }

    @Test
    void shouldNeverCloseWithoutALimit() {
        headroom = headroom(WorkerHeadroom.NO_LIMIT);
        pass(20, 100);
        assertThat(headroom.has(0)).isTrue();
    }
}
