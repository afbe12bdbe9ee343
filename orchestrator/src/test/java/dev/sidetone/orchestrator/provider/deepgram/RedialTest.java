/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RedialTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    void shouldTryAtOnceAndThenAfterEverLongerWaitsUpToALimit() {
        Redial redial = redial(100);
        assertThat(redial.waitNs(Kind.UNREACHABLE, 0)).isZero();
        long[] full = {500, 1000, 2000, 4000, 5000, 5000, 5000};
        for (long fullMs : full) {
            assertThat(redial.waitNs(Kind.UNREACHABLE, 0)).isBetween(fullMs * MS / 2, fullMs * MS);
        }
    }

    @Test
    void shouldNeverAskAServiceWithoutRoomAgainAtOnce() {
        Redial redial = redial(100);
        assertThat(redial.waitNs(Kind.OVERLOADED, 0)).isBetween(125 * MS, 250 * MS);
        assertThat(redial.mayHurry(0)).isFalse();
        redial.waitNs(Kind.UNREACHABLE, 0);
        assertThat(redial.mayHurry(0)).isTrue();
    }

    @Test
    void shouldDrawItsWaitsSoThatCallsDoNotComeBackTogether() {
        SplittableRandom random = new SplittableRandom(1);
        Redial one = new Redial(10, random);
        Redial other = new Redial(10, random);
        assertThat(one.waitNs(Kind.OVERLOADED, 0)).isNotEqualTo(other.waitNs(Kind.OVERLOADED, 0));
    }

    @Test
    void shouldTryNoMoreThanSoOftenInAMinuteButGoOnAfterIt() {
        Redial redial = redial(3);
        for (int i = 0; i < 3; i++) {
            assertThat(redial.mayHurry(i * 1000L * MS)).isTrue();
            redial.tried(i * 1000L * MS);
        }
        assertThat(redial.mayHurry(3000 * MS)).isFalse();
        assertThat(redial.waitNs(Kind.BROKEN, 3000 * MS)).isEqualTo(MINUTE - 3000 * MS);
        assertThat(redial.mayHurry(MINUTE)).isTrue();
        redial.tried(MINUTE);
        assertThat(redial.mayHurry(MINUTE)).isFalse();
        assertThat(redial.mayHurry(MINUTE + 1000 * MS)).isTrue();
    }

    @Test
    void shouldBeginAnewAfterAConnectionThatHeld() {
        Redial redial = redial(100);
        redial.waitNs(Kind.UNREACHABLE, 0);
        redial.held(2000 * MS);
        assertThat(redial.waitNs(Kind.UNREACHABLE, 0)).isPositive();
        redial.held(10_000 * MS);
        assertThat(redial.waitNs(Kind.UNREACHABLE, 0)).isZero();
    }

    private static Redial redial(int mostPerMinute) {
        return new Redial(mostPerMinute, new SplittableRandom(1));
    }
}
