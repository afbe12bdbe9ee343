/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Twilio's end of a media socket on a plain socket: every byte is the test's own. */
public final class RawMediaSocket implements Closeable {
    /** A whole opening handshake, as the client sends it. */
    public static final String HANDSHAKE =
            """
            GET /twilio/media HTTP/1.1
            Host: x
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13

            """
                    .replace("\n", "\r\n");

    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final String sid;
    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /** A frame as it came. */
    public static final class Frame {
        private final int firstByte;
        private final byte[] payload;

        private Frame(int firstByte, byte[] payload) {
            this.firstByte = firstByte;
            this.payload = payload;
        }

        /** FIN, the reserved bits and the opcode. */
        public int firstByte() {
            return firstByte;
        }

        /** The payload in hex. */
        public String hex() {
            return HexFormat.of().formatHex(payload);
        }

        /** The payload as text. */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame; 1005 where it has none. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
    }

    private RawMediaSocket(URI server, String sid) throws IOException {
        this.sid = sid;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(20_000);
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects and upgrades; nothing else is sent yet. */
    public static RawMediaSocket open(URI server, String sid) throws IOException {
        RawMediaSocket opened = new RawMediaSocket(server, sid);
        opened.write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) opened.in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("not upgraded: " + answer);
        }
        return opened;
    }

    /** The same, and starts a call with the agent echo. */
    public static RawMediaSocket start(URI server, String sid) throws IOException {
        RawMediaSocket opened = open(server, sid);
        opened.text(
                "{\"event\":\"start\",\"start\":{\"callSid\":\"CA"
                        + sid
                        + "\",\"customParameters\":{\"agent\":\"echo\"}},\"streamSid\":\""
                        + sid
                        + "\"}");
        return opened;
    }

    /** One frame of audio, as Twilio writes it. */
    public void media(byte[] audio) throws IOException {
        text(mediaText(audio));
    }

    /** What {@link #media} sends. */
    public String mediaText(byte[] audio) {
        return "{\"event\":\"media\",\"sequenceNumber\":\"4\",\"media\":{\"track\":\"inbound\",\"chunk\":\"2\","
                + "\"timestamp\":\"5\",\"payload\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\"},\"streamSid\":\""
                + sid
                + "\"}";
    }

    /** One whole text message. */
    public void text(String text) throws IOException {
        write(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bytes, in one write. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** A masked frame with this first byte. */
    public static byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0xfe);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0xff);
            frame.writeBytes(new byte[4]);
            frame.write(payload.length >> 24);
            frame.write(payload.length >> 16);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ KEY[i & 3]);
        }
        return frame.toByteArray();
    }

    /** The next frame from the server. */
    public Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /** The audio of the next frame, which must be media. */
    public byte[] nextAudio() throws IOException {
        Frame frame = next();
        String text = frame.text();
        int from = text.indexOf("\"payload\":\"") + "\"payload\":\"".length();
        if (frame.firstByte() != 0x81 || from < "\"payload\":\"".length()) {
            throw new AssertionError("expected media, got " + frame.firstByte() + " " + text);
        }
        return Base64.getDecoder().decode(text.substring(from, text.indexOf('"', from)));
    }

    /** Whether the server closes the connection, having sent nothing more. */
    public boolean ended() throws IOException {
        return in.read() < 0;
    }

    /** Sends no more; still reads. */
    public void endSending() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
