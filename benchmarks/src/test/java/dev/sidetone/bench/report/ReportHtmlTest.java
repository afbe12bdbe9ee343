/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallResult;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@Tag("unit")
final class ReportHtmlTest {

    private final String html = TestRuns.page(TestRuns.run(1));

    @Test
    void shouldBeWellFormedWithARowForEveryTurnAndBarsForTheParts() throws Exception {
        Document page = parse(html);
        // Heads of two tables, percentiles, parts of two turns.
        assertThat(page.getElementsByTagName("tr").getLength()).isEqualTo(2 + 5 + 2);
        assertThat(html.split("<p class=\"when\">", -1)).hasSize(3 + 1);
        // Two turns with latency: endpointing, final, and the caller's clock each.
        assertThat(html.split("<rect class=\"(p\\d|ear)\"", -1)).hasSize(2 * 3 + 1);
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
    }

    @Test
    void shouldGiveEveryPartItsNumberAndTellHowItWasMeasured() {
        assertThat(html)
                .contains(
                        "silence asked for",
                        "egress",
                        "p95",
                        "How it was measured",
                        "the run is valid");
    }

    @Test
    void shouldPutTheCallersFigureAndTheDifferenceBeforeTheParts() {
        assertThat(html.indexOf(">caller</th>"))
                .isPositive()
                .isLessThan(html.indexOf(">server</th>"));
        assertThat(html.indexOf(">difference</th>")).isLessThan(html.indexOf(">endpointing</th>"));
    }

    @Test
    void shouldLetTheKeyboardReachEveryScrollBoxAndNameIt() {
        assertThat(html.split("class=\"scroll\"", -1))
                .hasSize(2 + 1)
                .satisfies(boxes -> {
                    for (String box : List.of(boxes).subList(1, boxes.length)) {
                        assertThat(box).startsWith(" tabindex=\"0\" role=\"region\" aria-label=\"");
                    }
                });
    }

    @Test
    void shouldDrawTheWaterfallInSharesOfWhateverWidthThereIs() {
        assertThat(html)
                .containsPattern("<rect class=\"p1\" x=\"0.00%\" y=\"\\d+\" width=\"[\\d.]+%\"");
    }

    @Test
    void shouldPutTheServersEstimateBesideTheCallersClockWithTheDifference() {
        assertThat(html).contains("turn 1: 520 ms, server 530 ms (+10.0)");
        assertThat(TestRuns.page(TestRuns.saying("a", "a", "b", "b")))
                .contains("turn 1: 500 ms, server –</text>");
    }

    @Test
    void shouldSayInWordsWhyATurnHasNoLatency() {
        assertThat(html).contains("the agent speaks first");
        CallResult.Counts counts = new CallResult.Counts(1, 0, 0, 0, 0, 0, 0, 0, 0, null);
        RunReport unanswered = TestRuns.run(List.of(TestRuns.unanswered(1)), counts);
        assertThat(TestRuns.page(unanswered))
                .contains("no answer was heard")
                .doesNotContain("in the answer");
        assertThat(html).contains("1 gap in the answer, longest 30 ms");
    }

    @Test
    void shouldStrikeOutWhatTheCallerDidNotHear() {
        assertThat(TestRuns.page(TestRuns.saying("a", "a", "We are open till six", "We are open")))
                .contains("We are open<del", "> till six</del>");
        assertThat(TestRuns.page(TestRuns.saying("a", "a", "We are open", "We are open")))
                .contains("<span>We are open</span>")
                .doesNotContain("<del");
        assertThat(TestRuns.page(TestRuns.saying("a", "a", "One, two", "one two")))
                .contains("<span>One, two</span>", "<i>heard</i> <span>one two</span>");
    }

    @Test
    void shouldShowADashForWhatIsNotKnownAndNeverZero() {
        assertThat(TestRuns.page(TestRuns.saying("a", null, null, null)))
                .contains("<i>understood</i> <span>–</span>", "<i>agent</i> <span>–</span>");
        assertThat(TestRuns.page(TestRuns.failed()))
                .contains("<b>–</b><span>mouth-to-ear, median", "<b>–</b><span>barge-in, stop");
    }

    @Test
    void shouldSayThatACallFailedOrHadNoTurns() throws Exception {
        String failed = TestRuns.page(TestRuns.failed());
        parse(failed);
        assertThat(failed)
                .contains(
                        "Not as asked",
                        "The call failed: the call was refused: &lt;busy&gt;",
                        "No audio went either way",
                        "The call had no turns")
                .doesNotContain("<audio", "class=\"piece\"");
    }

    @Test
    void shouldMakeHarmlessWhatTextsBring() throws Exception {
        String evil = "</span><script>alert(\"1\")</script>' onload='x' ]]> \u0000\ud800";
        String page = TestRuns.page(TestRuns.saying(evil, evil + "2", evil, "</"));
        Document parsed = parse(page);
        // Ours alone.
        assertThat(parsed.getElementsByTagName("script").getLength()).isEqualTo(1);
        assertThat(page).doesNotContain("<script>alert", "' onload", "\u0000");
    }

    @Test
    void shouldLetTheBrowserRunNoScriptButItsOwn() {
        assertThat(html)
                .containsPattern("default-src 'none'; .*script-src 'sha256-[A-Za-z0-9+/]{43}='\"");
    }

    @Test
    void shouldEscapeWhatWasSaidAndHeard() {
        assertThat(html)
                .contains(
                        "heard &lt;1&gt;", "agent says &amp; 1", "a &lt;CPU&gt;", "a &lt;check&gt;")
                .doesNotContain("heard <1>");
    }

    @Test
    void shouldNeedNothingFromTheNetwork() {
        assertThat(
                        html.replace("http://www.w3.org/2000/svg", "")
                                .replace("src=\"data:audio/wav;base64,", ""))
                .doesNotContain("http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void shouldSayWhetherAllWasAsAsked() {
        assertThat(html).contains("As asked").doesNotContain("Not as asked");
        assertThat(TestRuns.page(TestRuns.run(9)))
                .contains("Not as asked", "this run is not valid");
        assertThat(html)
                .contains("<li class=\"good\">✓ a &lt;check", "<li class=\"bad\">over: a figure")
                .contains("<summary>✓ 1 check held</summary>");
    }

    @Test
    void shouldReplaceControlCharactersThatXmlCannotHold() {
        assertThat(ReportHtml.escape("a\u0000b\u0007")).isEqualTo("a b ");
        assertThat(ReportHtml.escape("a\uffff\u0085\udc00b")).isEqualTo("a   b");
    }
}
