/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.link.Termination;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TwilioMediaHandlerTest {
    private static final String MEDIA =
            "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"timestamp\":\"0\",\"payload\":\"AAECAwQ=\"}}";

    private final TwilioRig rig =
            new TwilioRig(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(10));

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void shouldSendMediaMarkAndClearByteForByte() throws Exception {
        TwilioLink link = new TwilioLink(rig.frames, rig.station, "MZ1");
        link.sendMedia(new byte[] {9, 0, 1, 2, 3, 4, 9}, 1, 5);
        link.sendMark(17);
        link.clear();
        link.flushNow();
        rig.io.flush();
        assertThat(rig.sent()).isEqualTo(GoldenWire.lines("sent.jsonl"));
    }

    @Test
    void shouldHoldADocumentedCallToItsEnd() throws Exception {
        for (String line : GoldenWire.lines("call.jsonl")) {
            rig.receive(line.replace("\"token\":\"t\"", "\"x\":\"y\""));
        }
        assertThat(rig.sent())
                .containsExactly(GoldenWire.lines("sent.jsonl").getFirst(), "1000 caller_hung_up");
        assertThat(rig.count(MediaCounter.UNKNOWN_EVENT)).isZero();
    }

    @Test
    void shouldTakeEveryMessageOfTheDocumentation() throws Exception {
        for (String line : GoldenWire.lines("documented.jsonl")) {
            rig.receive(line.replace("\"tenant\":\"t1\"", "\"agent\":\"echo\""));
        }
        // the sixth message is answered by the close, the third by the same audio and no other key
        String payload =
                GoldenWire.lines("documented.jsonl")
                        .get(2)
                        .replaceAll(".*\"payload\":\"([^\"]+)\".*", "$1");
        assertThat(payload).hasSize(216);
        assertThat(rig.sent())
                .containsExactly(
                        GoldenWire.lines("sent.jsonl")
                                .getFirst()
                                .replace("MZ1", "MZ" + "0".repeat(32))
                                .replace("AAECAwQ=", payload),
                        "1000 caller_hung_up");
        assertThat(rig.count(MediaCounter.MESSAGE_NOT_JSON)).isZero();
        assertThat(rig.count(MediaCounter.MESSAGE_FIELD_INVALID)).isZero();
        assertThat(rig.count(MediaCounter.UNKNOWN_EVENT)).as("the mark, which is not ours").isOne();
    }

    @Test
    void shouldTellAFaultOfTheServersOnceAndEndTheCallAsInternal() throws Exception {
        rig.receive(
                GoldenWire.lines("call.jsonl").get(1).replace("\"token\":\"t\"", "\"x\":\"y\""));
        IllegalStateException ours = new IllegalStateException("on purpose");
        rig.channel.pipeline().fireExceptionCaught(ours);
        rig.cycle();
        assertThat(rig.faults).containsExactly(ours);
        assertThat(rig.count(MediaCounter.CONNECTIONS_FAILED)).isOne();
        assertThat(rig.sent()).containsExactly("1011 internal: a fault of the server's");
    }

    @Test
    void shouldTellNoFaultWhereTheNetworkFailed() {
        rig.channel.pipeline().fireExceptionCaught(new IOException("reset by peer"));
        assertThat(rig.faults).isEmpty();
        assertThat(rig.count(MediaCounter.CONNECTIONS_FAILED)).isZero();
        assertThat(rig.channel.isOpen()).isFalse();
    }

    @Test
    void shouldCloseWhenNoStartComesInTime() {
        rig.advance(Duration.ofMillis(4999));
        assertThat(rig.sent()).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.sent()).singleElement().asString().startsWith("1008 no_start");
        assertThat(rig.endings.count(Termination.Reason.NO_START)).isEqualTo(1);
    }

    @Test
    void shouldEndTheCallWhenNoMediaComesInTime() throws Exception {
        start();
        rig.advance(Duration.ofMillis(2999));
        assertThat(rig.sent()).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.sent()).singleElement().asString().startsWith("1008 no_media");
        assertThat(rig.count(MediaCounter.NO_MEDIA)).isEqualTo(1);
    }

    @Test
    void shouldKeepACallWhoseMediaPauseForLessThanTheGap() throws Exception {
        start();
        for (int pause = 0; pause < 6; pause++) {
            rig.receive(MEDIA);
            rig.advance(Duration.ofMillis(9900));
        }
        assertThat(rig.sent()).hasSize(6).allMatch(text -> text.contains("media"));
        assertThat(rig.count(MediaCounter.MEDIA_STOPPED)).isZero();
    }

    @Test
    void shouldEndTheCallOfAPeerThatVanishesWithoutAWord() throws Exception {
        start();
        rig.receive(MEDIA);
        rig.advance(Duration.ofSeconds(6));
        rig.receive(MEDIA);
        rig.sent();
        rig.advance(Duration.ofMillis(9990));
        assertThat(rig.sent()).isEmpty();
        rig.advance(Duration.ofMillis(10));
        assertThat(rig.sent()).as("the first look is made sure of").isEmpty();
        rig.advance(Duration.ofMillis(100));
        assertThat(rig.sent()).containsExactly("1008 no_media: media stopped coming");
        assertThat(rig.count(MediaCounter.MEDIA_STOPPED)).isEqualTo(1);
        assertThat(rig.count(MediaCounter.NO_MEDIA)).isZero();
        assertThat(rig.events.toString()).containsOnlyOnce("Ended").contains("NO_MEDIA");
    }

    @Test
    void shouldBlameAFrameThatWaitedForTheWorkerOnNobody() throws Exception {
        start();
        rig.receive(MEDIA);
        // the worker stood still for longer than the gap, and comes to its timers before its
        // sockets
        rig.standStill(Duration.ofSeconds(15));
        rig.channel.runScheduledPendingTasks();
        rig.receive(MEDIA);
        rig.advance(Duration.ofMillis(200));
        assertThat(rig.count(MediaCounter.MEDIA_STOPPED)).isZero();
        assertThat(rig.sent()).hasSize(2).allMatch(text -> text.contains("media"));
    }

    @Test
    void shouldNotMissTheMediaOfAStreamThatStopped() throws Exception {
        start();
        rig.receive(MEDIA);
        rig.arrive("{\"event\":\"stop\",\"streamSid\":\"MZ1\"}");
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.count(MediaCounter.MEDIA_STOPPED)).isZero();
        assertThat(rig.events.toString()).contains("CALLER_HUNG_UP").doesNotContain("NO_MEDIA");
    }

    @Test
    void shouldCallAHangUpWithoutStopALostConnection() throws Exception {
        start();
        rig.receive(new CloseWebSocketFrame());
        assertThat(rig.count(MediaCounter.CONNECTION_LOST)).isEqualTo(1);
        assertThat(rig.events.toString()).contains("CONNECTION_LOST");
    }

    @Test
    void shouldCountCutConnectionsOnce() throws Exception {
        start();
        rig.channel.close().syncUninterruptibly();
        rig.cycle();
        assertThat(rig.count(MediaCounter.CONNECTION_LOST)).isEqualTo(1);
        assertThat(rig.events.toString()).containsOnlyOnce("Ended");
    }

    @Test
    void shouldIgnoreWhatComesAfterStop() throws Exception {
        start();
        rig.arrive("{\"event\":\"stop\",\"streamSid\":\"MZ1\"}");
        rig.receive("nonsense");
        assertThat(rig.count(MediaCounter.MESSAGE_NOT_JSON)).isZero();
        assertThat(rig.events.toString()).containsOnlyOnce("Ended");
    }

    @Test
    void shouldAnswerAPingAndRefuseBinaryFrames() throws Exception {
        start();
        rig.receive(new PingWebSocketFrame());
        assertThat(rig.sent()).containsExactly("PongWebSocketFrame");
        rig.receive(new BinaryWebSocketFrame(Unpooled.EMPTY_BUFFER));
        assertThat(rig.sent()).singleElement().asString().startsWith("1007 malformed");
    }

    @Test
    void shouldEndACallWhoseFramingBreaksByTheFaultsOwnCode() throws Exception {
        start();
        rig.arrive(new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0});
        rig.cycle();
        assertThat(rig.sent()).containsExactly("1002 malformed: a reserved opcode");
        assertThat(rig.count(MediaCounter.MESSAGE_NOT_JSON)).isEqualTo(1);
        assertThat(rig.events.toString()).containsOnlyOnce("Ended").contains("MALFORMED");
        rig.receive(MEDIA);
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void shouldRefuseAMessageOverTheLimitByItsHeader() {
        rig.arrive(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0});
        assertThat(rig.sent()).containsExactly("1009 oversized: a message over the size limit");
        assertThat(rig.endings.count(Termination.Reason.OVERSIZED)).isEqualTo(1);
        assertThat(rig.count(MediaCounter.MESSAGE_OVERSIZED)).isEqualTo(1);
    }

    @Test
    void shouldTolerateAndCountForeignMarksAndUnknownEvents() throws Exception {
        start();
        rig.receive("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"my label\"}}");
        rig.receive("{\"event\":\"something-new\",\"streamSid\":\"MZ1\"}");
        rig.receive(MEDIA);
        assertThat(rig.count(MediaCounter.UNKNOWN_EVENT)).isEqualTo(2);
        assertThat(rig.count(MediaCounter.MARKS_PLAYED)).isZero();
        assertThat(rig.sent()).hasSize(1);
    }

    private void start() throws Exception {
        rig.receive(
                GoldenWire.lines("call.jsonl").get(1).replace("\"token\":\"t\"", "\"x\":\"y\""));
    }
}
