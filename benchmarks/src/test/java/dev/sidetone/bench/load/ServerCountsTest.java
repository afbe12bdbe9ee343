/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ServerCountsTest {

    private static final String METRICS =
            """
            # HELP sidetone_frames_in_total Frames of caller's audio handled by calls.
            # TYPE sidetone_frames_in_total counter
            sidetone_frames_in_total 1.2345678E7
            # TYPE sidetone_message_bad_base64_total counter
            sidetone_message_bad_base64_total 3.0
            sidetone_no_start_total 1.0
            sidetone_http_requests_total 7.0
            sidetone_terminations_total{reason="malformed",result="client_error"} 4.0
            sidetone_terminations_total{reason="caller_hung_up",result="success"} 2.0
            sidetone_worker_busy_seconds_total{worker="0"} 1.5
            sidetone_calls_live 0.0
            """;

    @Test
    void shouldReadWhatIsCountedOfWrongInputAndOfEnds() {
        assertThat(ServerCounts.parse(METRICS))
                .isEqualTo(
                        Map.of(
                                "message_bad_base64", 3L,
                                "no_start", 1L,
                                "terminations.malformed", 4L,
                                "terminations.caller_hung_up", 2L));
    }

    @Test
    void shouldTellWhatWasAddedAndNothingWhereTheBeginningIsNotKnown() {
        ServerCounts before = new ServerCounts(Map.of("no_start", 1L, "no_media", 2L), List.of());
        ServerCounts after =
                new ServerCounts(
                        Map.of("no_start", 4L, "no_media", 2L, "double_start", 1L), List.of());
        assertThat(after.since(before)).isEqualTo(Map.of("no_start", 3L, "double_start", 1L));
        assertThat(after.since(ServerCounts.NONE)).isEmpty();
    }
}
