/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's caller, who says another day and another number first, so that both are surely taken
 * down wrong: it hears that in the read-back and puts it right.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class CorrectedBookingSystemTest {

    private static final BookingWish WISH = new BookingWish("thursday", 14, 30, "5550142");
    private static final int WRONG_ANSWERS = 2;

    @Test
    void shouldBookWhatTheCallerPutRightAndNothingElse(@TempDir Path folder) throws Exception {
        Scripts scripts = new Scripts();
        try (BookingsService service = new BookingsService();
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of("SIDETONE_BOOKINGS_URL", service.url().toString()))) {
            String misspoken = misspoken(scripts.demoText());
            CallOutcome call = desk.ring(scripts.read(misspoken, WISH.values())).get();
            assertThat(call.call().failure()).isEmpty();
            assertThat(call.checks()).allMatch(Check::held);
            assertThat(call.call().counts().corrections()).isGreaterThanOrEqualTo(WRONG_ANSWERS);
            Check booked = WISH.judge(service.bookings(), call.call().counts().corrections());
            assertThat(booked.held()).as(booked.detail()).isTrue();
            System.out.println(booked.detail());
        }
    }

    /** Only what is said first is changed; what puts it right is the demo's own. */
    private static String misspoken(String demo) {
        List<String> said = List.of("  - say: on {day}\n", "  - say: \"{number}\"\n");
        assertThat(demo).contains(said);
        return demo.replace(said.getFirst(), "  - say: on monday\n")
                .replace(said.getLast(), "  - say: nine eight seven one two three four\n");
    }
}
