/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.Check;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StaleAudioTest {

    @Test
    void shouldPassAnAnswerThatComesAfterTheServersOwnWait() {
        assertThat(judge(true, 420, 0, 400.0).held()).isTrue();
        assertThat(judge(true, 301, 0, 400.0).held()).isTrue();
    }

    @Test
    void shouldTellAudioHeardWhileTheCallerStillSpoke() {
        Check check = judge(true, -300, 60, 400.0);
        assertThat(check.held()).isFalse();
        assertThat(check.detail()).isEqualTo("turn 2: 60 ms heard");
    }

    @Test
    void shouldNotTakeAStaleRestAfterAShortInterruptionForAQuickAnswer() {
        Check check = judge(true, 80, 0, 400.0);
        assertThat(check.held()).isFalse();
        assertThat(check.detail())
                .isEqualTo(
                        "turn 2: sound 80 ms after the caller's end, though the server waited 400 ms before it answered");
    }

    @Test
    void shouldLeaveUnjudgedWhatNobodyCanKnow() {
        assertThat(judge(true, 80, 0, null).held()).isTrue();
        assertThat(judge(false, 80, 0, 400.0).held()).isTrue();
    }

    private static Check judge(
            boolean bargedIn, double arrivalMs, double staleMs, @Nullable Double waitedMs) {
        CallerTurn turn = new CallerTurn(2, "stop", 1_000_000_000L, 1_250_000_000L, false);
        TurnFigures figures =
                new TurnFigures(
                        turn, arrivalMs + 20, arrivalMs, bargedIn, null, staleMs, 0, 0, 500);
        CallResult call =
                new CallResult(
                        "CA1",
                        "",
                        false,
                        0,
                        List.of(figures),
                        List.of(),
                        new CallResult.Counts(0, 0, 0, 0, 1, 0, 0, 0, 0, null),
                        new byte[0],
                        new byte[0],
                        CallTrace.EMPTY);
        TurnRecord record =
                new TurnRecord(
                        "CA1",
                        2,
                        "twilio",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        waitedMs,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        bargedIn,
                        null,
                        null,
                        new TurnRecord.Providers(null, null, null));
        return StaleAudio.judge(call, List.of(record));
    }
}
