/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TurnMergeTest {

    @Test
    void shouldPairByNumberWhenBothPutTheEndOfSpeechAtTheSameInstant() {
        assertThat(counterpart(1, 5000, TestRuns.server())).isEqualTo(1);
    }

    @Test
    void shouldPairByTheEndOfSpeechWhenTheServerCountedOneTurnMore() {
        List<TurnRecord> server =
                List.of(TestRuns.record(1, 2000.0, 1.0), TestRuns.record(2, 5010.0, 1.0));
        assertThat(counterpart(1, 5000, server)).isEqualTo(2);
    }

    @Test
    void shouldFindNoPartnerForATurnThatTheServerMissed() {
        assertThat(TurnMerge.counterpart(TestRuns.figures(3, 500.0), 13_000, TestRuns.server()))
                .isNull();
    }

    @Test
    void shouldKeepTheCallersFiguresAndTakeTheServersParts() {
        TurnRecord merged =
                TurnMerge.one(TestRuns.figures(1, 520.0), 5000, TestRuns.record(1, 4990.0, 530.0));
        assertThat(merged.mrlMs()).isEqualTo(520);
        assertThat(merged.mrlArrivalMs()).isEqualTo(500);
        assertThat(merged.serverMrlMs()).isEqualTo(530);
        assertThat(merged.endOfSpeechMs()).isEqualTo(5000);
        assertThat(merged.endpointingMs()).isEqualTo(400);
        assertThat(RunReport.serverDiffMs(merged)).isEqualTo(10);
    }

    private static int counterpart(int number, double endMs, List<TurnRecord> server) {
        return Objects.requireNonNull(
                        TurnMerge.counterpart(TestRuns.figures(number, 500.0), endMs, server))
                .turn();
    }
}
