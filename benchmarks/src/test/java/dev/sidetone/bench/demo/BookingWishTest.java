/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BookingWishTest {

    private static final BookingWish WISH = new BookingWish("tuesday", 15, 30, "5550142");
    private static final BookingsService.Booking RIGHT =
            new BookingsService.Booking(
                    Map.of("day", "tuesday", "time", "15:30", "number", "5550142"), "101");

    @Test
    void shouldSpeakTheTimeAndTheNumberInWords() {
        assertThat(WISH.values())
                .containsEntry("time", "three thirty p m")
                .containsEntry("number", "five five five zero one four two");
        assertThat(new BookingWish("monday", 12, 0, "1234567").values())
                .containsEntry("time", "twelve p m");
        assertThat(new BookingWish("monday", 9, 0, "1234567").values())
                .containsEntry("time", "nine a m");
    }

    @Test
    void shouldKnowHowTheFrontDeskReadsThemBack() {
        assertThat(WISH.values())
                .containsEntry("time-read", "three thirty p m")
                .containsEntry("number-start", "five five five")
                .containsEntry("number-rest", "zero one four two")
                .containsEntry("number-read", "five five five, zero one four two");
        assertThat(new BookingWish("monday", 12, 0, "1234567").values())
                .containsEntry("time-read", "noon");
    }

    @Test
    void shouldTellHowManyRepliesPutItRight() {
        assertThat(WISH.judge(List.of(RIGHT), 0).detail())
                .isEqualTo("tuesday 15:30, number 5550142");
        assertThat(WISH.judge(List.of(RIGHT), 1).detail()).endsWith(", put right in 1 reply");
        assertThat(WISH.judge(List.of(RIGHT), 3).detail()).endsWith(", put right in 3 replies");
    }

    @Test
    void shouldAcceptExactlyOneRightBooking() {
        assertThat(WISH.judge(List.of(RIGHT)).held()).isTrue();
        assertThat(WISH.judge(List.of()).held()).isFalse();
        assertThat(WISH.judge(List.of(RIGHT, RIGHT)).held()).isFalse();
        assertThat(new BookingWish("tuesday", 15, 0, "5550142").judge(List.of(RIGHT)).held())
                .isFalse();
    }

    @Test
    void shouldDrawTheSameWishFromTheSameSeedOnly() {
        assertThat(BookingWish.draw(new Random(7))).isEqualTo(BookingWish.draw(new Random(7)));
        assertThat(BookingWish.draw(new Random(7))).isNotEqualTo(BookingWish.draw(new Random(8)));
    }
}
