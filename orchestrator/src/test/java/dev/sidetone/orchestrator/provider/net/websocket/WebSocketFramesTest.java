/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class WebSocketFramesTest {
    private static final byte[] NONE = new byte[0];

    private final FramesRig server = new FramesRig(WebSocketRole.SERVER);
    private final FramesRig client = new FramesRig(WebSocketRole.CLIENT);

    @AfterEach
    void closeRigs() {
        server.close();
        client.close();
    }

    @Test
    void shouldReadTheExamplesOfTheRfc() {
        client.receive(hex("810548656c6c6f"), hex("010348656c"), hex("80026c6f"));
        assertThat(client.heard()).containsExactly("text Hello", "text Hello");
        server.receive(hex("818537fa213d7f9f4d5158"));
        assertThat(server.heard()).containsExactly("text Hello");
    }

    @Test
    void shouldWriteAServersFramesByteForByte() {
        server.frames.writeText(bytes("{"), bytes("xHelx"), 1, 3, bytes("}"));
        server.frames.writeText(Unpooled.copiedBuffer(bytes("lo")));
        server.frames.writeBinary(new byte[] {1, 2, 3, 4}, 1, 2);
        server.frames.writePing(new byte[] {9}, 0, 1);
        assertThat(server.sent()).as("nothing is flushed unasked").isEmpty();
        server.frames.flush();
        assertThat(server.sent())
                .containsExactly("81057b48656c7d", "81026c6f", "82020203", "890109");
    }

    @Test
    void shouldTellWhatTheListenerThrowsWhenTheChannelIsGone() {
        client.heard.throwsWhenGone = true;
        var _ = client.channel.close();
        assertThat(client.heard()).containsExactly("gone", "failure of onGone");
    }

    @Test
    void shouldWriteLengthsInTheirShortestForm() {
        for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
            server.frames.writeBinary(new byte[length], 0, length);
        }
        server.frames.flush();
        assertThat(server.sent())
                .extracting(frame -> frame.substring(0, Math.min(frame.length(), 20)))
                .containsExactly(
                        "8200",
                        "827d0000000000000000",
                        "827e007e000000000000",
                        "827effff000000000000",
                        "827f0000000000010000");
    }

    @Test
    void shouldGiveAMessageWithItsIndicesNarrowedAndGoOnBehindIt() {
        server.receive(server.text("one"), server.text(""), server.text("three"));
        assertThat(server.heard()).containsExactly("text one", "text ", "text three");
    }

    @Test
    void shouldJoinFragmentsWithControlFramesBetween() {
        byte[] bytes = "größer".getBytes(StandardCharsets.UTF_8);
        server.receive(
                server.frame(0x01, slice(bytes, 0, 3)),
                server.frame(0x89, new byte[] {7}),
                server.frame(0x00, slice(bytes, 3, 3)),
                server.frame(0x8a, new byte[] {8}),
                server.frame(0x00, NONE),
                server.frame(0x80, slice(bytes, 3, bytes.length)));
        assertThat(server.heard()).containsExactly("pong 08", "text größer");
        assertThat(server.sent()).containsExactly("8a0107");
    }

    @Test
    void shouldAnswerAPingOnceItHasReadAll() {
        server.receive(server.frame(0x89, hex("0102")), server.frame(0x89, NONE));
        assertThat(server.sent()).containsExactly("8a020102", "8a00");
    }

    @Test
    void shouldOnlyAnswerTheLastPingWhereThePeerDoesNotRead() {
        server.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1000, 2000));
        server.frames.writeBinary(new byte[3000], 0, 3000);
        for (int i = 0; i < 200; i++) {
            server.receive(server.frame(0x89, new byte[] {(byte) i, 3}));
        }
        assertThat(server.sent()).as("not even tried").isEmpty();
        server.frames.flush();
        assertThat(server.sent()).hasSize(2).last().isEqualTo("8a02c703");
        assertThat(server.heard()).containsExactly("writable false", "writable true");
    }

    @Test
    void shouldAnswerThePeersCloseWithItsCodeAndCloseTheChannel() {
        server.receive(server.frame(0x88, hex("0fa0")), server.text("too late"));
        assertThat(server.heard()).containsExactly("closing 4000", "gone");
        assertThat(server.sent()).containsExactly("88020fa0");
        assertThat(server.channel.isOpen()).isFalse();
    }

    @Test
    void shouldTellThePeersReasonBeforeItsCode() {
        server.receive(server.frame(0x88, hex("0fa066756c6c")));
        assertThat(server.heard()).containsExactly("reason full", "closing 4000", "gone");
        assertThat(server.sent()).containsExactly("88020fa0");
    }

    @Test
    void shouldAnswerACloseWithoutACodeInKind() {
        server.receive(server.frame(0x88, NONE));
        assertThat(server.heard()).containsExactly("closing 1005", "gone");
        assertThat(server.sent()).containsExactly("8800");
    }

    @Test
    void shouldWaitForTheAnswerToItsCloseAndDropWhatComesBefore() {
        server.frames.writeText(NONE, bytes("bye"), 0, 3, NONE);
        server.frames.close(1000, "done");
        assertThat(server.sent()).containsExactly("8103627965", "880603e8646f6e65");
        server.receive(server.text("late"), server.frame(0x89, NONE));
        assertThat(server.channel.isOpen()).isTrue();
        assertThat(server.frames.writeBinary(NONE, 0, 0)).isFalse();
        server.receive(server.frame(0x88, hex("03e8")));
        assertThat(server.channel.isOpen()).isFalse();
        assertThat(server.heard()).containsExactly("gone");
        assertThat(server.sent()).isEmpty();
    }

    @Test
    void shouldNotWaitForAnAnswerWithoutEnd() {
        server.frames.close(1000, "");
        server.channel.advanceTimeBy(WebSocketFrames.CLOSE_LIMIT_MS - 1, TimeUnit.MILLISECONDS);
        server.channel.runScheduledPendingTasks();
        assertThat(server.channel.isOpen()).isTrue();
        server.channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        server.channel.runScheduledPendingTasks();
        assertThat(server.channel.isOpen()).isFalse();
        assertThat(server.heard()).containsExactly("gone");
    }

    @Test
    void shouldCutACloseReasonBetweenCharacters() {
        server.frames.close(1011, "x".repeat(121) + "\ud83d\ude00");
        String reason = "78".repeat(121);
        assertThat(server.sent()).containsExactly("887b03f3" + reason);
        client.frames.close(1000, "ü".repeat(200));
        assertThat(client.sent()).singleElement().asString().startsWith("88fc").hasSize(2 * 130);
    }

    @Test
    void shouldCloseFromInsideAMessage() {
        server.heard.onText = () -> server.frames.close(1008, "");
        server.receive(server.text("first"), server.text("second"));
        assertThat(server.heard()).containsExactly("text first");
        assertThat(server.sent()).containsExactly("880203f0");
    }

    @Test
    void shouldOutliveAChannelThatClosesInsideAMessageOfPieces() {
        server.heard.onText = () -> server.channel.close().syncUninterruptibly();
        server.receiveByteWise(server.text("first"));
        assertThat(server.heard()).containsExactly("text first", "gone");
    }

    @Test
    void shouldTellAFailureOfTheListenerAndClose() {
        server.heard.onText =
                () -> {
                    throw new IllegalStateException("ours");
                };
        server.receive(server.text("first"), server.text("second"));
        assertThat(server.heard()).containsExactly("text first", "failure ours");
        assertThat(server.sent()).containsExactly("880203f3");
    }

    @Test
    void shouldCloseTheChannelWhenTheSocketFails() {
        server.channel.pipeline().fireExceptionCaught(new IOException("reset"));
        assertThat(server.heard()).containsExactly("gone");
        assertThat(server.frames.closing()).isTrue();
        server.frames.close(1000, "");
        assertThat(server.sent()).isEmpty();
    }

    @Test
    void shouldReleaseATextThatItCannotWrite() {
        server.channel.close().syncUninterruptibly();
        ByteBuf text = Unpooled.copiedBuffer(bytes("late"));
        assertThat(server.frames.writeText(text)).isFalse();
        assertThat(text.refCnt()).isZero();
    }

    @Test
    void shouldRefuseToSendWhatMustNotBeSent() {
        assertThatThrownBy(() -> server.frames.close(1006, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.frames.writePing(new byte[126], 0, 126))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
