/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.CharsetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Netty's own codec writes is read, and what we write it reads: seeded, in both roles. */
@Tag("unit")
final class StockCodecTest {
    private static final int ROUNDS = 300;

    private final Random random = new Random(6455);

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatTheStockEncoderWrites(WebSocketRole role) {
        boolean masks = role == WebSocketRole.SERVER;
        for (int round = 0; round < ROUNDS; round++) {
            EmbeddedChannel stock = new EmbeddedChannel(new WebSocket13FrameEncoder(masks));
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                someMessage(stock, expected);
            }
            ByteBuf wire = Unpooled.buffer();
            for (ByteBuf part = stock.readOutbound(); part != null; part = stock.readOutbound()) {
                wire.writeBytes(part);
                part.release();
            }
            stock.finishAndReleaseAll();
            try (FramesRig rig = new FramesRig(role)) {
                while (wire.isReadable()) {
                    int bytes = Math.min(wire.readableBytes(), 1 + random.nextInt(2000));
                    rig.channel.writeInbound(wire.readBytes(bytes));
                }
                assertThat(rig.heard()).isEqualTo(expected);
            }
            wire.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeReadByTheStockDecoder(WebSocketRole role) {
        for (int round = 0; round < ROUNDS; round++) {
            try (FramesRig rig = new FramesRig(role)) {
                EmbeddedChannel stock =
                        new EmbeddedChannel(
                                new WebSocket13FrameDecoder(
                                        WebSocketDecoderConfig.newBuilder()
                                                .expectMaskedFrames(role == WebSocketRole.CLIENT)
                                                .allowExtensions(false)
                                                .maxFramePayloadLength(100_000)
                                                .build()));
                String text = text(size());
                byte[] binary = bytes(size());
                byte[] ping = bytes(random.nextInt(126));
                byte[] body = text.getBytes(CharsetUtil.UTF_8);
                rig.frames.writeText(
                        "<".getBytes(CharsetUtil.UTF_8),
                        body,
                        0,
                        body.length,
                        "ü>".getBytes(CharsetUtil.UTF_8));
                rig.frames.writeText(Unpooled.copiedBuffer(text, CharsetUtil.UTF_8));
                rig.frames.writeBinary(binary, 0, binary.length);
                rig.frames.writePing(ping, 0, ping.length);
                rig.frames.close(3000 + round, text.isEmpty() ? "" : text.substring(0, 1));
                for (ByteBuf frame = rig.channel.readOutbound();
                        frame != null;
                        frame = rig.channel.readOutbound()) {
                    stock.writeInbound(frame);
                }
                assertThat(read(stock))
                        .startsWith(
                                "TextWebSocketFrame "
                                        + hex(("<" + text + "ü>").getBytes(CharsetUtil.UTF_8)),
                                "TextWebSocketFrame " + hex(body),
                                "BinaryWebSocketFrame " + hex(binary),
                                "PingWebSocketFrame " + hex(ping))
                        .hasSize(5)
                        .last()
                        .asString()
                        .startsWith(
                                "CloseWebSocketFrame "
                                        + Integer.toHexString(0x10000 | (3000 + round))
                                                .substring(1));
                stock.finishAndReleaseAll();
            }
        }
    }

    private void someMessage(EmbeddedChannel stock, List<String> expected) {
        boolean isText = random.nextBoolean();
        String text = text(size());
        byte[] bytes = isText ? text.getBytes(CharsetUtil.UTF_8) : bytes(size());
        expectLast(
                expected,
                isText ? "text " + text : "binary " + hex(bytes),
                () -> {
                    int at = 0;
                    boolean first = true;
                    boolean last;
                    do {
                        int take =
                                random.nextBoolean()
                                        ? bytes.length - at
                                        : random.nextInt(bytes.length - at + 1);
                        last = at + take == bytes.length;
                        ByteBuf part = Unpooled.copiedBuffer(bytes, at, take);
                        at += take;
                        stock.writeOutbound(
                                first
                                        ? opening(isText, last, part)
                                        : new ContinuationWebSocketFrame(last, 0, part));
                        first = false;
                        if (random.nextInt(3) == 0) {
                            byte[] control = bytes(random.nextInt(126));
                            stock.writeOutbound(
                                    new PongWebSocketFrame(Unpooled.copiedBuffer(control)));
                            stock.writeOutbound(
                                    new PingWebSocketFrame(Unpooled.copiedBuffer(control)));
                            expected.add((last ? "after " : "") + "pong " + hex(control));
                        }
                    } while (!last);
                });
    }

    /** A control frame may come inside a message, which is then heard after it, or behind it. */
    private static void expectLast(List<String> expected, String message, Runnable writing) {
        writing.run();
        int at = expected.size();
        if (at > 0 && expected.get(at - 1).startsWith("after ")) {
            at--;
            expected.set(at, expected.get(at).substring("after ".length()));
        }
        expected.add(at, message);
    }

    private static WebSocketFrame opening(boolean isText, boolean last, ByteBuf part) {
        return isText
                ? new TextWebSocketFrame(last, 0, part)
                : new BinaryWebSocketFrame(last, 0, part);
    }

    private static List<String> read(EmbeddedChannel stock) {
        List<String> read = new ArrayList<>();
        for (WebSocketFrame frame = stock.readInbound();
                frame != null;
                frame = stock.readInbound()) {
            read.add(frame.getClass().getSimpleName() + " " + ByteBufUtil.hexDump(frame.content()));
            frame.release();
        }
        return read;
    }

    private int size() {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 120 + random.nextInt(10);
            case 2 -> 20_000 + random.nextInt(12_000);
            default -> random.nextInt(600);
        };
    }

    private String text(int chars) {
        StringBuilder text = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            text.append(
                    (char)
                            (random.nextInt(20) == 0
                                    ? 0xe0 + random.nextInt(0x1000)
                                    : 0x20 + random.nextInt(95)));
        }
        return text.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return ByteBufUtil.hexDump(bytes);
    }
}
