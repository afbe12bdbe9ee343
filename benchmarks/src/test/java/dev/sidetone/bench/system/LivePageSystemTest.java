/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.report.CallOutcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a browser, while a caller talks with the front desk. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class LivePageSystemTest {
    private static final String SCRIPT =
            """
            steps:
              - wait-for-agent
              - say: what are your hours
              - wait-for-agent
              - say: goodbye
              - wait-for-hangup
            """;
    private static final String HEARD =
            "[...document.querySelectorAll('#turns .said.caller')].some((said) => said.textContent === 'what are your hours')";

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldShowTheTurnsOfACallAsTheyHappenAndItsReportOnceItEnded() throws Exception {
        try (Browser browser = Browser.open(folder);
                FrontDesk desk =
                        FrontDesk.open(folder, Map.of("SIDETONE_ADMIN_TOKEN", "open-sesame"))) {
            browser.show(desk.address());
            browser.await("document.getElementById('state')?.textContent === 'admin token needed'");
            browser.value(type("wrong"));
            browser.await("document.getElementById('why').textContent.includes('not the token')");
            browser.value(type("open-sesame"));
            browser.await("document.getElementById('state').textContent === 'live'");
            assertThat(browser.value("location.href + document.cookie"))
                    .doesNotContain("open-sesame");
            Future<CallOutcome> ringing = desk.ring(new Scripts().read(SCRIPT, Map.of()));
            browser.await("document.querySelectorAll('#calls .row').length === 1");
            browser.await(HEARD);
            assertThat(
                            browser.value(
                                    "[...document.querySelectorAll('#turns .row .parts')].some((parts) => parts.children.length > 0)"))
                    .as("a turn has its waterfall")
                    .isEqualTo("true");
            CallOutcome call = ringing.get();
            assertThat(call.call().failure()).isEmpty();
            browser.await("document.querySelectorAll('#ended .row').length === 1");
            browser.await("document.querySelectorAll('#calls .row').length === 0");
            browser.value("document.querySelector('#ended .row button').click()");
            browser.await("document.querySelector('#report .waterfall') !== null");
            assertThat(browser.value("document.getElementById('report').textContent"))
                    .contains("Call " + call.call().callSid(), "what are your hours");
            browser.value("document.getElementById('back').click()");
            browser.await("!document.getElementById('board').hidden");
            // what the browser itself notes of the wrong tokens
            assertThat(browser.console()).allMatch(line -> line.contains("status of 401"));
        }
    }

    @Test
    void shouldRunNothingThatACallBringsAndSayWhenTheServerIsGone() throws Exception {
        String evil =
                "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        try (Browser browser = Browser.open(folder);
                ScriptedLive live = ScriptedLive.open(evil, 500)) {
            browser.show(live.page());
            browser.await("document.querySelectorAll('#turns .row').length > 0");
            assertThat(browser.value("document.querySelector('#turns .said.caller').textContent"))
                    .isEqualTo(evil);
            assertThat(browser.value("document.getElementById('live').textContent"))
                    .isEqualTo("500");
            assertThat(browser.value("document.querySelectorAll('#calls .row').length"))
                    .isEqualTo("32");
            browser.value("document.querySelector('#calls .row button').click()");
            browser.await("document.querySelector('#report h1') !== null");
            assertThat(browser.value("document.querySelector('#report h1').textContent"))
                    .isEqualTo("Call " + evil);
            browser.value("document.getElementById('back').click()");
            assertThat(browser.value("document.querySelectorAll('img').length")).isEqualTo("0");
            assertThat(browser.value("document.title")).isEqualTo("Sidetone");
            assertThat(browser.console()).isEmpty();
            live.end();
            browser.await("document.getElementById('state').classList.contains('bad')");
        }
    }

    private static String type(String token) {
        return "document.getElementById('token').value = '"
                + token
                + "', document.querySelector('#ask button').click()";
    }
}
