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

    private final String html = ReportHtml.render(TestRuns.run(1));

    @Test
    void shouldBeWellFormedWithARowForEveryTurnAndBarsForTheParts() throws Exception {
        Document page =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(html)));
        // Heads of three tables, percentiles, parts of two turns, three turns.
        assertThat(page.getElementsByTagName("tr").getLength()).isEqualTo(3 + 5 + 2 + 3);
        // Two turns with latency: endpointing, final, and the caller's clock each.
        assertThat(page.getElementsByTagName("rect").getLength()).isEqualTo(2 * 3);
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
                .hasSize(3 + 1)
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
        assertThat(html).doesNotContain("viewBox");
    }

    @Test
    void shouldSayInWordsWhyACellHasNoFigure() {
        assertThat(html).contains("<td class=\"n\">greeting</td>").doesNotContain("<td></td>");
        CallResult.Counts counts = new CallResult.Counts(1, 0, 0, 0, 0, 0, 0, 0, 0, null);
        RunReport unanswered = TestRuns.run(List.of(TestRuns.unanswered(1)), counts);
        assertThat(ReportHtml.render(unanswered))
                .contains("<td class=\"n\">no answer</td>", "no answer to have any");
        assertThat(html).contains("1, longest 30 ms");
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
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void shouldSayWhetherAllWasAsAsked() {
        assertThat(html).contains("As asked").doesNotContain("Not as asked");
        assertThat(ReportHtml.render(TestRuns.run(9)))
                .contains("Not as asked", "this run is not valid");
        assertThat(html)
                .contains("<li class=\"good\">✓ a &lt;check", "<li class=\"bad\">over: a figure");
    }

    @Test
    void shouldReplaceControlCharactersThatXmlCannotHold() {
        assertThat(ReportHtml.escape("a\u0000b\u0007")).isEqualTo("a b ");
    }
}
