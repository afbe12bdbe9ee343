/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LoadCallTest extends CallRig {

    private final LoadCall call =
            new LoadCall(
                    parts,
                    inbound,
                    new EchoCaller(1, new NumberedFrames(1), tally),
                    System.nanoTime(),
                    DueEntry.NEVER);

    private long sentAfterMs(long ms) {
        call.onDue(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
        return tally.snapshot(0).frames().sent();
    }

    private LoadSnapshot.Frames afterHearing(String text) {
        call.onText(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        return tally.snapshot(0).frames();
    }

    private static String media(String streamSid) {
        return "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
                .formatted(streamSid, "/".repeat(216));
    }

    @Test
    void shouldTellMessagesOfAnotherStreamFromThoseOfNoProtocol() {
        upgrade(call);
        String own = inbound.sids().stream();
        assertThat(afterHearing(media(own)).messages()).isEqualTo(1);
        // of a length and shape that are known by now
        assertThat(afterHearing(media(own)).messages()).isEqualTo(2);
        LoadSnapshot.Frames anothers = afterHearing(media(CallSids.fresh().stream()));
        assertThat(anothers.messages()).as("nothing of it is heard").isEqualTo(2);
        assertThat(anothers.otherStream()).isEqualTo(1);
        assertThat(anothers.warnings()).isZero();
        LoadSnapshot.Frames unknown =
                afterHearing("{\"event\":\"sing\",\"streamSid\":\"" + own + "\"}");
        assertThat(unknown.otherStream()).isEqualTo(1);
        assertThat(unknown.warnings()).isEqualTo(1);
        call.onBinary(Unpooled.EMPTY_BUFFER);
        assertThat(tally.snapshot(0).frames().warnings()).isEqualTo(2);
    }

    @Test
    void shouldCountNoFrameAsSentThatTheSocketDidNotTake() {
        upgrade(call);
        long sent = sentAfterMs(100);
        assertThat(sent).isGreaterThan(2);
        channel.pipeline().get(WebSocketFrames.class).close(1000, "");
        assertThat(sentAfterMs(400)).isEqualTo(sent);
    }
}
