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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole conversation, greeting to booking, where sockets have threads of their own. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class DedicatedModeSystemTest {

    private static final BookingWish WISH = new BookingWish("thursday", 14, 30, "5550142");

    @Test
    void shouldHoldAConversationAndBook(@TempDir Path folder) throws Exception {
        try (BookingsService service = new BookingsService();
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of(
                                        "SIDETONE_BOOKINGS_URL",
                                        service.url().toString(),
                                        "SIDETONE_MODE",
                                        "dedicated"))) {
            CallOutcome call = desk.ring(new Scripts().demo(WISH)).get();
            assertThat(call.call().failure()).isEmpty();
            assertThat(call.checks()).allMatch(Check::held);
            Check booked = WISH.judge(service.bookings(), call.call().counts().corrections());
            assertThat(booked.held()).as(booked.detail()).isTrue();
            String metrics = desk.metricsAtRest();
            assertThat(FrontDesk.counter(metrics, "calls_ended")).isOne();
            assertThat(FrontDesk.counter(metrics, "media_refused")).isZero();
            assertThat(FrontDesk.counter(metrics, "carrier_back_pressured")).isZero();
            assertThat(FrontDesk.counter(metrics, "worker_faults")).isZero();
        }
    }
}
