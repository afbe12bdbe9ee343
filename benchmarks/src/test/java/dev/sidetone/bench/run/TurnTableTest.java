/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.Check;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TurnTableTest {

    private static final String LONG =
            "a sentence that goes on and on and says nothing new ".repeat(4);
    private static final TurnFigures FIGURES =
            new TurnFigures(
                    new CallerTurn(3, LONG, 0, 1, false),
                    1520.0,
                    1500.0,
                    true,
                    310.0,
                    0,
                    2,
                    40,
                    1000);
    private static final TurnRecord TURN =
            new TurnRecord(
                    "CA1",
                    3,
                    "twilio",
                    "what was heard",
                    LONG,
                    null,
                    1000.0,
                    1520.0,
                    1500.0,
                    1533.0,
                    400.0,
                    401.0,
                    32.0,
                    1.0,
                    2.0,
                    12.0,
                    20.0,
                    true,
                    250.0,
                    310.0,
                    new TurnRecord.Providers(null, null, null));

    @Test
    void shouldFitEightyColumns() {
        List<String> lines = new TurnTable(false).turn(TURN, FIGURES);
        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(String.join("\n", lines))
                .contains(
                        "3 caller",
                        "heard as",
                        "mouth to ear 1520 ms (1500 at arrival) · server 1533 (+13 ms)");
    }

    @Test
    void shouldFitEightyColumnsWhateverIsSaid() {
        String endless = "x".repeat(500) + " 日本語".repeat(300) + "\u001b[2J";
        TurnRecord turn =
                new TurnRecord(
                        "CA1",
                        999,
                        "twilio",
                        "heard " + endless,
                        endless,
                        null,
                        1000.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        99_999.0,
                        true,
                        99_999.0,
                        99_999.0,
                        new TurnRecord.Providers(null, null, null));
        TurnFigures figures =
                new TurnFigures(
                        new CallerTurn(999, endless, 0, 1, false),
                        99_999.0,
                        99_999.0,
                        true,
                        99_999.0,
                        0,
                        99_999,
                        99_999,
                        1000);
        assertThat(new TurnTable(false).turn(turn, figures))
                .allMatch(line -> TextColumns.width(line) <= 80)
                .noneMatch(line -> line.contains("\u001b"));
        assertThat(new TurnTable(false).check(new Check(endless, false, endless)))
                .allMatch(line -> TextColumns.width(line) <= 80);
    }

    @Test
    void shouldPaintOnlyForATerminal() {
        assertThat(new TurnTable(false).turn(TURN, FIGURES))
                .noneMatch(line -> line.contains("\u001b"));
        assertThat(new TurnTable(true).turn(TURN, FIGURES))
                .anyMatch(line -> line.contains("\u001b["));
    }

    @Test
    void shouldMarkChecks() {
        assertThat(new TurnTable(false).check(new Check("a", true, ""))).containsExactly("ok   a");
        assertThat(new TurnTable(false).check(new Check("a", false, "b")))
                .containsExactly("FAIL a: b");
        assertThat(new TurnTable(false).check(new Check("a", Check.Verdict.OVER, "b")))
                .containsExactly("over a: b");
        assertThat(new TurnTable(false).check(new Check("a", Check.Verdict.NOT_JUDGED, "b")))
                .containsExactly("–    a: b");
    }
}
