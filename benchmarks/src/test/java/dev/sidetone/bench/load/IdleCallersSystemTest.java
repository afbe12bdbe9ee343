/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.providers.CascadeServer;
import dev.sidetone.bench.providers.DelayPlan;
import dev.sidetone.bench.providers.FaultPlan;
import dev.sidetone.bench.providers.ProvidersConfig;
import dev.sidetone.bench.providers.ProvidersServer;
import dev.sidetone.bench.report.Check;
import dev.sidetone.server.testing.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers who say nothing, and an agent that asks after a while whether they are there: whether it
 * may is for the run to say.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class IdleCallersSystemTest {

    private static final int CALLS = 5;

    /**
     * With the time before it and behind it 15 s of a call. The greeting takes 5 s, the agent asks
     * 4 s later, and it hangs up 12 s after that.
     */
    private static final int WINDOW_S = 9;

    private static final String ASKS_AFTER = "4s";

    /** Less than the agent waits, and more than it pauses between two sentences. */
    private static final double SHORT_S = 1;

    private static final double LONG_S = 60;

    @TempDir Path folder;

    @Test
    void shouldTellAPromptFromWhatComesSoonerThanItMay() throws Exception {
        ProvidersConfig vendors =
                new ProvidersConfig(0, DelayPlan.none(), FaultPlan.none(), "scripted");
        try (ProvidersServer providers = ProvidersServer.start(vendors);
                ServerProcess server =
                        CascadeServer.start(
                                folder,
                                providers.address(),
                                "SIDETONE_CALL_IDLE_PROMPT_AFTER",
                                ASKS_AFTER)) {
            URI media =
                    URI.create(server.ready().toString().replace("http", "ws") + "/twilio/media");

            LoadReport allowed = run(media, SHORT_S);
            assertCarried(allowed);
            LoadSnapshot.Idle heard = allowed.end().idle();
            assertThat(heard.greeted()).isEqualTo(CALLS);
            assertThat(heard.prompts()).isGreaterThanOrEqualTo(CALLS);
            assertThat(heard.outOfTurn()).isZero();
            assertThat(failed(allowed)).isEmpty();

            LoadReport tooSoon = run(media, LONG_S);
            assertCarried(tooSoon);
            assertThat(tooSoon.end().idle().prompts()).isZero();
            assertThat(tooSoon.end().idle().outOfTurn()).isGreaterThanOrEqualTo(CALLS);
            assertThat(failed(tooSoon))
                    .containsExactly("nobody speaks out of turn to callers who say nothing");
            assertThat(tooSoon.succeeded()).isFalse();
        }
    }

    private static void assertCarried(LoadReport report) {
        assertThat(report.end().failures()).isEmpty();
        assertThat(report.end().calls()).isEqualTo(new LoadSnapshot.Calls(CALLS, 0, CALLS, 0, 0));
        assertThat(report.end().frames().otherStream()).isZero();
        assertThat(report.end().frames().warnings()).isZero();
    }

    private static List<String> failed(LoadReport report) {
        return report.checks().stream().filter(check -> !check.held()).map(Check::name).toList();
    }

    private static LoadReport run(URI media, double quietS) {
        LoadRequest request =
                TestRequests.withQuiet(
                        TestRequests.of(media, Scenario.IDLE, CALLS, WINDOW_S, null), quietS);
        CallerRole role = CallerRole.idle(request.playoutDepthMs(), request.quietS());
        return new LoadRun(request, role, _ -> {}).measure(null);
    }
}
