/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.testing.TurnRecords;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

@Tag("unit")
final class CallReportTest {
    private static final String EVIL = "<script>alert(1)</script>&\"'";
    private static final CallRow.End ENDED =
            new CallRow.End("success", "caller_hung_up", null, 9500L, 400L);

    @Test
    void shouldTellWhatTheServerKnowsAndThatItKeepsNoRecording() throws Exception {
        String html =
                page(
                        ENDED,
                        List.of(
                                TurnRecords.said("CA1", 0, null, "Welcome.", null),
                                TurnRecords.said("CA1", 1, "hours", "Nine to five.", 420.0),
                                TurnRecords.said("CA1", 3, "thanks", "Bye.", 520.0)));
        assertThat(html)
                .contains(
                        "keeps no recording",
                        "success, caller_hung_up",
                        "9.5 s",
                        "turn 1: the answer begins 420 ms after the caller has ended",
                        "endpointing 400 ms",
                        ">turn 3: 520 ms<",
                        "<i>heard</i> <span>hours</span>",
                        "Nine to five.",
                        "answered after 420 ms",
                        "the agent speaks first")
                .doesNotContain("<audio", "caller's clock", "data-at", "the caller&#39;s voice");
    }

    @Test
    void shouldShowEveryTextOfACallAsText() throws Exception {
        CallRow.End end = new CallRow.End(EVIL, EVIL, EVIL, 1L, 1L);
        TurnRecord turn = TurnRecords.said(EVIL, 1, EVIL, EVIL, 420.0);
        CallRow call =
                new CallRow(new CallHead(1, EVIL, EVIL, EVIL, Instant.EPOCH), end, 1, 420.0, false);
        CallReport.Page page = CallReport.of(call, List.of(turn));
        assertWellFormed(page.html());
        assertThat(page.html()).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(page.policy())
                .contains("default-src 'none'", "script-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void shouldSayOfALiveCallWithoutATurnThatThereIsNone() throws Exception {
        assertThat(page(null, List.of())).contains("live, as far as it is", "No turn is over.");
    }

    private static String page(CallRow.@Nullable End end, List<TurnRecord> turns) throws Exception {
        CallHead head = new CallHead(1, "CA1", "front-desk", "twilio", Instant.EPOCH);
        String html =
                CallReport.of(new CallRow(head, end, turns.size(), null, false), turns).html();
        assertWellFormed(html);
        return html;
    }

    private static void assertWellFormed(String html) throws Exception {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
    }
}
