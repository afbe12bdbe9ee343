/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import java.util.Locale;

/**
 * Which half of the day is meant when nobody says so: one to seven are afternoon, eight to eleven
 * morning, twelve noon. It is read back before anything is done.
 */
final class OpeningHours {
    private static final int FIRST_MORNING_HOUR = 8;
    private static final int NOON = 12;

    private OpeningHours() {}

    /** A time whose hour, 1 to 12, came without "a m" or "p m". */
    static String assumed(int hour, int minute) {
        boolean afternoon = hour < FIRST_MORNING_HOUR || hour == NOON;
        return value(hour % NOON + (afternoon ? NOON : 0), minute);
    }

    /** A time of the day as a slot holds it: {@code 15:30}. */
    static String value(int hour, int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    }
}
