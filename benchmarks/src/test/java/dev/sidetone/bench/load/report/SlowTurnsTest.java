/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SlowTurnsTest {

    @Test
    void shouldShowTheMedianOfEachPartAndThenTheSlowestTurns() {
        List<TurnRecord> turns = new ArrayList<>();
        for (int turn = 1; turn <= 9; turn++) {
            turns.add(turn(turn, 400.0 + turn, 300.0 + turn));
        }
        turns.add(turn(10, null, 9000.0));
        String html = SlowTurns.html(turns);
        assertThat(html)
                .contains(
                        "median of 9: 405 ms, server 305 ms",
                        "endpointing 305 ms",
                        "call CA1, turn 9: 409 ms")
                .doesNotContain("turn 4:", "9000");
        assertThat(html.indexOf("median of 9")).isLessThan(html.indexOf("turn 9:"));
        assertThat(html.indexOf("turn 9:")).isLessThan(html.indexOf("turn 5:"));
    }

    @Test
    void shouldSayThatTheServerToldNothingAndShowNothingWithoutATurn() {
        assertThat(SlowTurns.html(List.of(turn(1, 400.0, null))))
                .contains("it did not tell", "call CA1, turn 1: 400 ms")
                .doesNotContain("endpointing");
        assertThat(SlowTurns.html(List.of(turn(1, null, 1.0)))).isEmpty();
    }

    private static TurnRecord turn(int turn, @Nullable Double mrl, @Nullable Double server) {
        return new TurnRecord(
                "CA1",
                turn,
                "twilio",
                null,
                null,
                null,
                0.0,
                mrl,
                mrl,
                server,
                server,
                server,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                new TurnRecord.Providers(null, null, null));
    }
}
