/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.agrona.BitUtil;
import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The alarms of a worker's calls on one Agrona {@link DeadlineTimerWheel}. Worker thread only. An
 * alarm has at most one timer on the wheel and leaves it there when it is armed for later or
 * disarmed: the timer then finds nothing due and moves on, so that the usual re-arming costs one
 * assignment. Ids of timers are reused by the wheel; an alarm therefore forgets its id in the same
 * step in which the wheel frees it, and can never cancel another's timer.
 */
final class CallTimers {
    /** A power of two near 1 ms, as the wheel needs it. */
    static final long TICK_NS = 1 << 20;

    private static final int TICKS_PER_WHEEL = 64;
    private static final long NOT_ON_WHEEL = -1;
    private static final long DISARMED = Long.MAX_VALUE;

    private final DeadlineTimerWheel wheel;
    private final DeadlineTimerWheel.TimerHandler onExpiry = this::onExpiry;
    private final LongPredicate onAlarm;
    private final Long2ObjectHashMap<WheelAlarm> byTimerId = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<WheelAlarm> byCallKey = new Long2ObjectHashMap<>();
    private long earliestNs;
    private int fired;

    /**
     * An empty wheel.
     *
     * @param expectedCalls alarms that may fall due in one tick without an allocation
     * @param onAlarm told the key of the call whose alarm is due; false when there is no such call
     */
    CallTimers(long startNs, int expectedCalls, LongPredicate onAlarm) {
        this.wheel =
                new DeadlineTimerWheel(
                        TimeUnit.NANOSECONDS,
                        startNs,
                        TICK_NS,
                        TICKS_PER_WHEEL,
                        BitUtil.findNextPositivePowerOfTwo(expectedCalls));
        this.onAlarm = onAlarm;
        this.earliestNs = Long.MIN_VALUE;
    }

    /** A disarmed alarm for a call. */
    CallAlarm alarmFor(long callKey) {
        return new WheelAlarm(callKey);
    }

    /** Fires all alarms due, each once; returns how many. */
    int poll(long nowNs) {
        fired = 0;
        // An alarm armed again by its own call, for now, waits for the next poll: no call can keep
        // this one from ending.
        earliestNs = nowNs + 1;
        skipEmptyTurns(nowNs);
        // Each poll serves one tick and steps past it once it is over; the tick that now lies in is
        // the last to be served.
        while (wheel.currentTickTime() <= nowNs) {
            wheel.poll(nowNs, onExpiry, Integer.MAX_VALUE);
        }
        wheel.poll(nowNs, onExpiry, Integer.MAX_VALUE);
        earliestNs = Long.MIN_VALUE;
        return fired;
    }

    /** Takes a call's alarm off for good. */
    void release(long callKey) {
        WheelAlarm alarm = byCallKey.remove(callKey);
        if (alarm != null) {
            alarm.takeOffWheel();
            alarm.released = true;
        }
    }

    /** Timers on the wheel. */
    long onWheel() {
        return wheel.timerCount();
    }

    /**
     * After a stall longer than a turn of the wheel one turn visits every timer there is; more
     * would only cost time.
     */
    private void skipEmptyTurns(long nowNs) {
        long oneTurnAgoNs = nowNs - TICKS_PER_WHEEL * TICK_NS;
        if (wheel.currentTickTime() < oneTurnAgoNs) {
            wheel.currentTickTime(oneTurnAgoNs);
        }
    }

    private boolean onExpiry(TimeUnit unit, long nowNs, long timerId) {
        WheelAlarm alarm = byTimerId.remove(timerId);
        alarm.timerId = NOT_ON_WHEEL;
        if (alarm.deadlineNs <= nowNs) {
            alarm.deadlineNs = DISARMED;
            fired++;
            if (!onAlarm.test(alarm.callKey)) {
                release(alarm.callKey);
            }
        } else if (alarm.deadlineNs != DISARMED) {
            alarm.putOnWheel();
        }
        return true;
    }

    /** One call's alarm. */
    private final class WheelAlarm implements CallAlarm {
        private final long callKey;
        private long deadlineNs = DISARMED;
        private long timerId = NOT_ON_WHEEL;
        private long timerNs;
        private boolean released;

        WheelAlarm(long callKey) {
            this.callKey = callKey;
        }

        @Override
        public void arm(long deadline) {
            if (released) {
                return;
            }
            deadlineNs = Math.max(deadline, earliestNs);
            if (timerId == NOT_ON_WHEEL) {
                byCallKey.put(callKey, this);
                putOnWheel();
            } else if (deadlineNs < timerNs) {
                takeOffWheel();
                putOnWheel();
            }
        }

        @Override
        public void disarm() {
            deadlineNs = DISARMED;
        }

        private void putOnWheel() {
            timerNs = deadlineNs;
            timerId = wheel.scheduleTimer(timerNs);
            byTimerId.put(timerId, this);
        }

        private void takeOffWheel() {
            if (timerId != NOT_ON_WHEEL) {
                byTimerId.remove(timerId);
                wheel.cancelTimer(timerId);
                timerId = NOT_ON_WHEEL;
            }
        }
    }
}
