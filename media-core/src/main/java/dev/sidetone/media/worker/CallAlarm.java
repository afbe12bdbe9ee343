/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

/**
 * The one alarm of one call, on its worker's timer wheel. A call keeps its own deadlines and arms
 * the alarm to the earliest. Worker thread only. Resolution is the wheel's tick of 2^20 ns; it
 * never fires early.
 */
public interface CallAlarm {

    /**
     * Fires {@link CallTask#onAlarm} at {@code deadlineNs} (worker clock), replacing any deadline
     * set before.
     */
    void arm(long deadlineNs);

    /** Forgets the deadline, if there is one. */
    void disarm();
}
