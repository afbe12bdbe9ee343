/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import dev.sidetone.server.testing.RawMediaSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@link WebSocketConformanceSystemTest} sends and what it awaits, by the numbers of
 * docs/websocket.md. Right frames are made by Netty's encoder, wrong ones byte by byte.
 */
final class WebSocketCases {
    static final String SID = "MZ1";

    private static final int LIMIT = 65_536;
    private static final byte[] KEY = new byte[4];
    private static final String[] PROTOCOL = {"close 1002"};
    private static final String[] NOT_UTF8 = {"close 1007"};

    private final List<Case> cases = new ArrayList<>();

    /**
     * One case.
     *
     * @param writes what is sent, a write each
     * @param expected the answers in order: {@code echo} and a payload, {@code pong} and bytes in
     *     hex, {@code close} and a code; the last of these means that the connection ends with it
     */
    record Case(String number, List<byte[]> writes, List<String> expected) {
        /** Whether the connection ends with it. */
        boolean ends() {
            return expected.getLast().startsWith("close");
        }
    }

    private WebSocketCases() {}

    static List<Case> all() {
        WebSocketCases made = new WebSocketCases();
        made.framing();
        made.pings();
        made.reserved();
        made.fragments();
        made.utf8();
        made.closing();
        made.closeCodes();
        made.chops();
        return made.cases;
    }

    private void framing() {
        int room = LIMIT - media("AAEC", "-").length() + 1;
        String longest = media("AAEC", "x".repeat(room));
        add("1.1", stock(text(media("AAEC", ""))), "echo AAEC");
        add("1.2", stock(text(media("AAEC", "x".repeat(300)))), "echo AAEC");
        add("1.3", stock(text(longest)), "echo AAEC");
        add("1.4", join(hex("81ff0000000000010001"), KEY), "close 1009");
        add("1.5", stock(text("")), "close 1007");
        add(
                "1.6",
                stock(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[8]))),
                "close 1007");
        add("1.7", hex("810141"), PROTOCOL);
        add("1.8", join(hex("81fe007d"), KEY), PROTOCOL);
        add("1.9", join(hex("81ff000000000000ffff"), KEY), PROTOCOL);
        add("1.10", join(hex("81ff8000000000000001"), KEY), PROTOCOL);
        add(
                "1.11",
                join(hex("81be"), KEY, media("AAEC", "").getBytes(StandardCharsets.UTF_8)),
                "echo AAEC");
    }

    private void pings() {
        byte[] full = new byte[125];
        Arrays.fill(full, (byte) 0xfe);
        add("2.1", stock(ping()), "pong ");
        add("2.2", stock(ping("Hello".getBytes(StandardCharsets.UTF_8))), "pong 48656c6c6f");
        add("2.3", stock(ping(full)), "pong " + "fe".repeat(125));
        add("2.4", join(hex("89fe007e"), KEY, new byte[126]), PROTOCOL);
        add("2.5", bytewise(stock(ping(full))), List.of("pong " + "fe".repeat(125)));
        add(
                "2.6",
                join(stock(new PongWebSocketFrame(Unpooled.wrappedBuffer(full))), stock(ping())),
                "pong ");
        add(
                "2.7",
                List.of(joined(IntStream.range(0, 10).mapToObj(i -> stock(ping((byte) i))))),
                IntStream.range(0, 10).mapToObj(i -> "pong 0" + i).toList());
        add("2.8", join(hex("0980"), KEY), PROTOCOL);
    }

    private void reserved() {
        byte[] media = stock(text(media("AAEC", "")));
        for (int bit = 1; bit <= 3; bit++) {
            byte[] spoiled = media.clone();
            spoiled[0] |= (byte) (0x80 >> bit);
            add("3." + bit, List.of(media, spoiled), List.of("echo AAEC", "close 1002"));
        }
        add("3.4", join(hex("c980"), KEY), PROTOCOL);
        add("3.5", join(hex("a880"), KEY), PROTOCOL);
        add("4.1", join(hex("8380"), KEY), PROTOCOL);
        add("4.2", join(hex("8780"), KEY), PROTOCOL);
        add("4.3", join(hex("8b80"), KEY), PROTOCOL);
        add("4.4", join(hex("8f80"), KEY), PROTOCOL);
    }

    private void fragments() {
        byte[] media = media("AAEC", "").getBytes(StandardCharsets.UTF_8);
        List<byte[]> parts = fragments(media, 30);
        List<byte[]> ones = fragments(media, 1);
        add("5.1", join(parts), "echo AAEC");
        add("5.2", join(ones), "echo AAEC");
        add(
                "5.3",
                join(parts.get(0), stock(ping((byte) 7)), parts.get(1), parts.get(2)),
                "pong 07",
                "echo AAEC");
        add(
                "5.4",
                join(
                        parts.get(0),
                        stock(continuation(false)),
                        parts.get(1),
                        stock(continuation(false)),
                        parts.get(2)),
                "echo AAEC");
        add("5.5", stock(continuation(true)), PROTOCOL);
        add("5.6", stock(continuation(false)), PROTOCOL);
        add("5.7", join(parts.get(0), stock(text("{}"))), PROTOCOL);
        add("5.8", join(fragments(new byte[LIMIT], LIMIT - 1)), "close 1007");
        add("5.9", join(fragments(new byte[LIMIT + 1], LIMIT)), "close 1009");
        add("5.10", bytewise(join(parts)), List.of("echo AAEC"));
        add(
                "10.1",
                join(
                        fragments(
                                media("AAEC", "x".repeat(60_000)).getBytes(StandardCharsets.UTF_8),
                                1300)),
                "echo AAEC");
    }

    private void utf8() {
        String greek = media("AAEC", "κόσμε \ud83d\ude00");
        byte[] bytes = greek.getBytes(StandardCharsets.UTF_8);
        add("6.1", stock(text(greek)), "echo AAEC");
        add("6.2", join(fragments(bytes, 1)), "echo AAEC");
        String[] wrong = {"41ff42", "c0af", "e08080", "eda080", "f4908080", "80", "41c3"};
        for (int i = 0; i < wrong.length; i++) {
            add("6." + (3 + i), raw(0x81, hex(wrong[i])), NOT_UTF8);
        }
        add("6.10", raw(0x01, hex("cebaeda080")), NOT_UTF8);
        add("6.11", Arrays.copyOf(raw(0x81, join(hex("cebaf490"), new byte[40])), 6 + 4), NOT_UTF8);
    }

    private void closing() {
        byte[] normal = stock(new CloseWebSocketFrame(1000, ""));
        add("7.1", normal, "close 1000");
        add("7.2", stock(new CloseWebSocketFrame()), "close 1005");
        add("7.3", stock(new CloseWebSocketFrame(1000, "b".repeat(123))), "close 1000");
        add("7.4", raw(0x88, hex("03")), PROTOCOL);
        add("7.5", raw(0x88, hex("03e8ceba80")), NOT_UTF8);
        add("7.6", raw(0x88, new byte[126]), PROTOCOL);
        add("7.7", join(normal, stock(text(media("AAEC", "")))), "close 1000");
        add("7.8", join(normal, stock(ping())), "close 1000");
        add(
                "7.9",
                join(stock(text(media("AAEC", ""))), stock(ping((byte) 1)), normal),
                "pong 01",
                "close 1000");
    }

    private void closeCodes() {
        int[] valid = {
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999,
            4000, 4999
        };
        int[] invalid = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535};
        for (int code : valid) {
            add("7.10." + code, raw(0x88, hex("%04x".formatted(code))), "close " + code);
        }
        for (int code : invalid) {
            add("7.11." + code, raw(0x88, hex("%04x".formatted(code))), PROTOCOL);
        }
    }

    private void chops() {
        List<String> expected = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            String payload =
                    Base64.getEncoder()
                            .encodeToString(("frame " + i).getBytes(StandardCharsets.UTF_8));
            stream.writeBytes(stock(text(media(payload, "x".repeat(i * 3)))));
            expected.add("echo " + payload);
        }
        int[] sizes = {7, 64, 997, 100_000};
        for (int i = 0; i < sizes.length; i++) {
            add("9." + (i + 1), chopped(stream.toByteArray(), sizes[i]), expected);
        }
    }

    private void add(String number, byte[] write, String... expected) {
        add(number, List.of(write), List.of(expected));
    }

    private void add(String number, List<byte[]> writes, List<String> expected) {
        cases.add(new Case(number, writes, expected));
    }

    /** A media message; what {@code padding} holds stands under a key that is passed over. */
    static String media(String payload, String padding) {
        String more = padding.isEmpty() ? "" : ",\"x\":\"" + padding + "\"";
        return "{\"event\":\"media\",\"streamSid\":\""
                + SID
                + "\",\"media\":{\"payload\":\""
                + payload
                + "\"}"
                + more
                + "}";
    }

    private static TextWebSocketFrame text(String text) {
        return new TextWebSocketFrame(text);
    }

    private static PingWebSocketFrame ping(byte... payload) {
        return new PingWebSocketFrame(Unpooled.wrappedBuffer(payload));
    }

    private static ContinuationWebSocketFrame continuation(boolean last) {
        return new ContinuationWebSocketFrame(last, 0, Unpooled.EMPTY_BUFFER);
    }

    private static List<byte[]> fragments(byte[] message, int size) {
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at < message.length; at += size) {
            int to = Math.min(message.length, at + size);
            boolean last = to == message.length;
            ByteBuf part = Unpooled.wrappedBuffer(message, at, to - at);
            fragments.add(
                    stock(
                            at == 0
                                    ? new TextWebSocketFrame(last, 0, part)
                                    : new ContinuationWebSocketFrame(last, 0, part)));
        }
        return fragments;
    }

    private static byte[] stock(WebSocketFrame frame) {
        EmbeddedChannel encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
        encoder.writeOutbound(frame);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            bytes.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        encoder.finishAndReleaseAll();
        return bytes.toByteArray();
    }

    private static byte[] raw(int firstByte, byte[] payload) {
        return RawMediaSocket.frame(firstByte, payload);
    }

    private static List<byte[]> bytewise(byte[] bytes) {
        return chopped(bytes, 1);
    }

    private static List<byte[]> chopped(byte[] bytes, int size) {
        List<byte[]> writes = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            writes.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return writes;
    }

    private static byte[] joined(Stream<byte[]> parts) {
        return join(parts.toList());
    }

    private static byte[] join(List<byte[]> parts) {
        return join(parts.toArray(byte[][]::new));
    }

    private static byte[] join(byte[]... parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
