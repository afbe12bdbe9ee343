/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallTimersTest {
    private static final long MS = 1_000_000;
    private static final long START = 123_456_789;

    private final List<Long> fired = new ArrayList<>();
    private final CallTimers timers =
            new CallTimers(
                    START,
                    4,
                    key -> {
                        fired.add(key);
                        return true;
                    });

    @Test
    void shouldFireAtItsDeadlineAndNotANanosecondBefore() {
        timers.alarmFor(1).arm(START + 20 * MS);

        timers.poll(START + 20 * MS - 1);
        assertThat(fired).isEmpty();
        assertThat(timers.poll(START + 20 * MS)).isEqualTo(1);
        assertThat(timers.poll(START + 40 * MS)).isZero();
        assertThat(fired).containsExactly(1L);
    }

    @Test
    void shouldNeverFireEarlyNorLaterThanTheNextPoll() {
        Random random = new Random(7);
        long[] deadlines = new long[200];
        for (int key = 1; key < deadlines.length; key++) {
            deadlines[key] = START + random.nextInt(300) * MS + random.nextInt(1_000_000);
            timers.alarmFor(key).arm(deadlines[key]);
        }
        for (long nowNs = START; nowNs < START + 310 * MS; nowNs += 700_001) {
            long lastPollNs = nowNs - 700_001;
            long pollNs = nowNs;
            fired.clear();
            timers.poll(nowNs);
            assertThat(fired)
                    .allSatisfy(key ->
                            assertThat(deadlines[key.intValue()])
                                    .isBetween(lastPollNs + 1, pollNs));
            fired.forEach(key -> deadlines[key.intValue()] = 0);
        }
        assertThat(deadlines).containsOnly(0);
    }

    @Test
    void shouldFollowTheLastDeadlineWhetherLaterOrSooner() {
        CallAlarm alarm = timers.alarmFor(1);
        alarm.arm(START + 20 * MS);
        alarm.arm(START + 500 * MS);
        timers.poll(START + 499 * MS);
        assertThat(fired).isEmpty();

        alarm.arm(START + 505 * MS);
        alarm.arm(START + 501 * MS);
        timers.poll(START + 501 * MS);
        timers.poll(START + 600 * MS);
        assertThat(fired).containsExactly(1L);
    }

    @Test
    void shouldKeepOneTimerOnTheWheelHoweverOftenItIsArmed() {
        CallAlarm alarm = timers.alarmFor(1);
        for (int i = 0; i < 1000; i++) {
            alarm.arm(START + (20 + i) * MS);
        }
        assertThat(timers.onWheel()).isEqualTo(1);
    }

    @Test
    void shouldNotFireOnceDisarmedAndBeArmedAgain() {
        CallAlarm alarm = timers.alarmFor(1);
        alarm.arm(START + 5 * MS);
        alarm.disarm();
        timers.poll(START + 10 * MS);
        assertThat(fired).isEmpty();

        alarm.arm(START + 15 * MS);
        timers.poll(START + 15 * MS);
        assertThat(fired).containsExactly(1L);
    }

    @Test
    void shouldFireEachAlarmOnceAfterAStallOfFiveSeconds() {
        for (int key = 1; key <= 100; key++) {
            timers.alarmFor(key).arm(START + key * 49L * MS);
        }
        timers.alarmFor(200).arm(START + 5001 * MS);

        assertThat(timers.poll(START + 5000 * MS)).isEqualTo(100);
        assertThat(fired).hasSize(100).doesNotHaveDuplicates().doesNotContain(200L);
        assertThat(timers.poll(START + 5001 * MS)).isEqualTo(1);
    }

    @Test
    void shouldLetTheNextPollHaveAnAlarmThatArmsItselfForNow() {
        CallAlarm[] alarm = new CallAlarm[1];
        CallTimers rearming =
                new CallTimers(
                        START,
                        4,
                        key -> {
                            fired.add(key);
                            alarm[0].arm(0);
                            return true;
                        });
        alarm[0] = rearming.alarmFor(1);
        alarm[0].arm(START);

        assertThat(rearming.poll(START + 5000 * MS)).isEqualTo(1);
        assertThat(rearming.poll(START + 5001 * MS)).isEqualTo(1);
    }

    @Test
    void shouldNotTouchAnAlarmThatGotAReleasedOnesTimer() {
        CallAlarm old = timers.alarmFor(1);
        old.arm(START + 3 * MS);
        timers.release(1);
        timers.alarmFor(2).arm(START + 3 * MS);
        old.disarm();
        old.arm(START + 1 * MS);
        timers.release(1);

        timers.poll(START + 3 * MS);
        assertThat(fired).containsExactly(2L);
        assertThat(timers.onWheel()).isZero();
    }

    @Test
    void shouldFireFarDeadlinesAcrossManyTurnsOfTheWheel() {
        timers.alarmFor(1).arm(START + 3_600_000 * MS);
        for (long ms = 0; ms < 2_000; ms++) {
            timers.poll(START + ms * MS);
        }
        assertThat(fired).isEmpty();
        timers.poll(START + 3_600_000 * MS - 1);
        assertThat(fired).isEmpty();
        timers.poll(START + 3_600_000 * MS);
        assertThat(fired).containsExactly(1L);
    }
}
