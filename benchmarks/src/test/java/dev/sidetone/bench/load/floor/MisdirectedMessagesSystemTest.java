/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadRun;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.TestRequests;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Check;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** An agent that greets each caller by the name of the stream before it. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class MisdirectedMessagesSystemTest {

    private static final int CALLS = 3;

    /** Of the connection that began last; the floor's thread only. */
    private String earlier = "";

    @Test
    void shouldFailARunInWhichOnesMessagesComeToAnother() throws Exception {
        try (ThreadFloor server = new ThreadFloor(Confused::new)) {
            LoadReport report =
                    new LoadRun(
                                    TestRequests.of(server.uri(), Scenario.IDLE, CALLS, 1, null),
                                    CallerRole.idle(20, 5),
                                    _ -> {})
                            .measure(null);
            assertThat(report.end().calls())
                    .isEqualTo(new LoadSnapshot.Calls(CALLS, 0, CALLS, 0, 0));
            assertThat(report.end().frames().otherStream()).isEqualTo(CALLS - 1);
            assertThat(report.end().idle())
                    .as("nothing of it is heard")
                    .isEqualTo(new LoadSnapshot.Idle(1, 0, 0));
            assertThat(report.checks().stream().filter(check -> !check.held()).map(Check::name))
                    .containsExactly("no message is of another stream");
            assertThat(report.succeeded()).isFalse();
        }
    }

    private final class Confused extends FloorAgent {

        @Override
        void onEvent(String event, JsonNode message) {
            if (event.equals("start")) {
                String own = message.path("streamSid").asString("");
                speak(earlier.isEmpty() ? own : earlier, tone(4000, 0));
                earlier = own;
            }
        }
    }
}
