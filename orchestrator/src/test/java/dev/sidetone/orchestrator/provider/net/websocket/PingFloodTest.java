/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PingFloodTest {
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final FramesRig rig = new FramesRig(WebSocketRole.SERVER);

    private void send(int firstByte, int times) {
        byte[] frame = rig.frame(firstByte, new byte[] {1, 2});
        for (int i = 0; i < times; i++) {
            rig.receive(frame);
        }
    }

    @Test
    void shouldAnswerAsManyAsAnybodyNeedsAndCallTheNextAViolation() {
        send(PING, ControlBudget.BURST);
        assertThat(rig.sent()).hasSize(ControlBudget.BURST);
        assertThat(rig.heard()).isEmpty();
        send(PING, 5);
        assertThat(rig.sent())
                .as("a close and no pong")
                .singleElement()
                .asString()
                .startsWith("88");
        assertThat(rig.heard()).containsExactly("violation 1008 pings without end");
        rig.close();
    }

    @Test
    void shouldCountPongsThatNobodyAskedForLikewise() {
        send(PONG, ControlBudget.BURST + 1);
        assertThat(rig.heard()).hasSize(ControlBudget.BURST + 1).last().asString().contains("1008");
        rig.close();
    }

    @Test
    void shouldAnswerAPeerThatPingsWithEachFrameForEver() {
        for (int i = 0; i < 100 * ControlBudget.BURST; i++) {
            rig.channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
            send(PING, 1);
            assertThat(rig.sent()).hasSize(1);
        }
        assertThat(rig.heard()).isEmpty();
        rig.close();
    }
}
