/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadRun;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.TestRequests;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Check;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent that greets each caller by the name of the stream before it. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class MisdirectedMessagesSystemTest {

    private static final int CALLS = 3;
    private static final JsonMapper JSON = new JsonMapper();

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

    private final class Confused implements FloorStream {
        private @Nullable WebSocketFrames frames;

        @Override
        public void answerOn(WebSocketFrames connection) {
            frames = connection;
        }

        @Override
        public void onText(ByteBuf message) {
            JsonNode json = JSON.readTree(message.toString(StandardCharsets.UTF_8));
            if (json.path("event").asString("").equals("start")) {
                String own = json.path("streamSid").asString("");
                greet(earlier.isEmpty() ? own : earlier);
                earlier = own;
            }
        }

        private void greet(String streamSid) {
            short[] tone = new short[4000];
            for (int i = 0; i < tone.length; i++) {
                tone[i] = (short) (9000 * Math.sin(i * 2 * Math.PI * 333 / 8000));
            }
            byte[] media =
                    "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
                            .formatted(
                                    streamSid,
                                    Base64.getEncoder().encodeToString(WireAudio.encode(tone)))
                            .getBytes(StandardCharsets.US_ASCII);
            WebSocketFrames open = frames;
            if (open != null) {
                open.writeText(new byte[0], media, 0, media.length, new byte[0]);
                open.flush();
            }
        }

        @Override
        public void onBinary(ByteBuf message) {}

        @Override
        public void onClosing(int statusCode) {}

        @Override
        public void onViolation(WebSocketFault fault) {}

        @Override
        public void onGone() {}
    }
}
