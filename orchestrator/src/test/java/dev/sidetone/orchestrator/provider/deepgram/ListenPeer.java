/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.orchestrator.provider.net.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks the service's protocol as the test tells it, one connection at a time;
 * written without the code under test. Pings are not answered.
 */
final class ListenPeer implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

    /** What answers the next upgrades, in order; 101 where nothing is left. */
    final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

    ListenPeer(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** One behind TLS, with the tests' own certificate. */
    static ListenPeer withTls() throws IOException {
        return new ListenPeer(
                TestCertificate.server()
                        .getServerSocketFactory()
                        .createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            Connection connection = new Connection(socket);
            String refusal = refusals.poll();
            if (refusal != null) {
                connection.raw((refusal + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.close();
                return;
            }
            connection.raw(answer(connection.request).getBytes(StandardCharsets.US_ASCII));
            connections.add(connection);
            connection.read();
        } catch (IOException | RuntimeException ended) {
            // the test sees it from the other side
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String answer(String request) throws Exception {
        String key = request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        byte[] digest =
                MessageDigest.getInstance("SHA-1")
                        .digest(
                                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                        .getBytes(StandardCharsets.US_ASCII));
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(digest)
                + "\r\n\r\n";
    }

    /** The next connection that is open at both ends. */
    Connection next() throws Exception {
        Connection connection = upgraded();
        connection.awaitRead();
        return connection;
    }

    /** The next connection that was upgraded, whatever its client knows of it by now. */
    Connection upgraded() throws InterruptedException {
        Connection connection = connections.poll(20, TimeUnit.SECONDS);
        if (connection == null) {
            throw new AssertionError("no connection came");
        }
        return connection;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection. */
    static final class Connection {
        final String request;
        private final Socket socket;
        private final OutputStream out;
        private final DataInputStream in;
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        private final BlockingQueue<Integer> audioLengths = new LinkedBlockingQueue<>();
        private final Semaphore pongs = new Semaphore(0);

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.in = new DataInputStream(socket.getInputStream());
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append((char) in.readByte());
            }
            this.request = text.toString();
        }

        private void read() throws IOException {
            while (true) {
                int opcode = in.readByte() & 0x0F;
                int length = in.readByte() & 0x7F;
                if (length == 126) {
                    length = in.readUnsignedShort();
                }
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                if (opcode == 1) {
                    texts.add(new String(payload, StandardCharsets.UTF_8));
                } else if (opcode == 2) {
                    synchronized (audio) {
                        audio.writeBytes(payload);
                    }
                    audioLengths.add(length);
                } else if (opcode == 8) {
                    texts.add("close");
                    socket.close();
                } else if (opcode == 10) {
                    pongs.release();
                }
            }
        }

        /** The next text message, or {@code close}. */
        String text() throws InterruptedException {
            String text = texts.poll(20, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("no text came");
            }
            return text;
        }

        /** The length of the next message of audio. */
        int audioLength() throws InterruptedException {
            Integer length = audioLengths.poll(20, TimeUnit.SECONDS);
            if (length == null) {
                throw new AssertionError("no audio came");
            }
            return length;
        }

        byte[] audio() {
            synchronized (audio) {
                return audio.toByteArray();
            }
        }

        void results(double start, double end, String transcript, String flags) throws IOException {
            send(
                    "{\"type\":\"Results\",\"start\":"
                            + start
                            + ",\"duration\":"
                            + (end - start)
                            + flags
                            + ",\"channel\":{\"alternatives\":[{\"transcript\":\""
                            + transcript
                            + "\",\"confidence\":0.5,\"words\":[]}]}}");
        }

        void send(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x81);
            if (bytes.length < 126) {
                frame.write(bytes.length);
            } else {
                frame.write(126);
                frame.write(bytes.length >> 8);
                frame.write(bytes.length);
            }
            frame.writeBytes(bytes);
            raw(frame.toByteArray());
        }

        /** The client has read all that was sent: it has answered a ping behind it. */
        void awaitRead() throws Exception {
            raw(new byte[] {(byte) 0x89, 0});
            if (!pongs.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new AssertionError("no pong came");
            }
        }

        void closeWith(int code) throws IOException {
            raw(new byte[] {(byte) 0x88, 2, (byte) (code >> 8), (byte) code});
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
