/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as they are written in a configuration: 500ms, 10s, 5m, 1h, 30d. Stateless. */
final class TimeText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final long DAY_MS = 86_400_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;

    private TimeText() {}

    /** What is written; null where it is no time. */
    static @Nullable Duration read(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** In the largest unit that says it in a whole number; one day is 24h. */
    static String of(Duration duration) {
        long ms = duration.toMillis();
        if (ms % DAY_MS == 0 && ms > DAY_MS) {
            return ms / DAY_MS + "d";
        }
        if (ms % HOUR_MS == 0 && ms > 0) {
            return ms / HOUR_MS + "h";
        }
        if (ms % MINUTE_MS == 0 && ms > 0) {
            return ms / MINUTE_MS + "m";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }
}
