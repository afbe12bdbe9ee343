/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The other end, written against the protocols' documents with the JDK alone: listens on loopback
 * and runs a test's script for each connection, on a thread of its own.
 */
public final class ScriptedPeer implements AutoCloseable {
    private static final long PATIENCE_S = 20;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;
    private final Script script;
    private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** What happens on a connection; its number counts from 0. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    public ScriptedPeer(Script script) throws IOException {
        this(null, script);
    }

    /** One that speaks TLS when it is given how. */
    public ScriptedPeer(@Nullable SSLContext tls, Script script) throws IOException {
        this.script = script;
        InetAddress loopback = InetAddress.getByName("localhost");
        server =
                tls == null
                        ? new ServerSocket(0, 50, loopback)
                        : tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next connection that was accepted, whatever came of it. */
    public Connection nextConnection() throws InterruptedException {
        Connection connection = accepted.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (connection == null) {
            throw new AssertionError("nobody connected");
        }
        return connection;
    }

    /** True when no further connection was made. */
    public boolean noMoreConnections() {
        return accepted.isEmpty();
    }

    private void accept() {
        for (int number = 0; !closed; number++) {
            try {
                Connection connection = new Connection(number, server.accept());
                accepted.add(connection);
                Thread.ofVirtual().start(() -> run(connection));
            } catch (IOException end) {
                return;
            }
        }
    }

    private void run(Connection connection) {
        try (connection) {
            script.run(connection);
        } catch (IOException | InterruptedException end) {
            // the client went, or the test is over
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Connection connection : accepted) {
            connection.close();
        }
    }

    /** A request as it stood on the wire. */
    public record Request(String line, Map<String, String> headers, String body) {}

    /** One connection, from the peer's side. */
    public static final class Connection implements AutoCloseable {
        private final int number;
        private final Socket socket;
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        Connection(int number, Socket socket) {
            this.number = number;
            this.socket = socket;
        }

        public int number() {
            return number;
        }

        /** What {@link #hear} noted, in order; what is not there comes within a while. */
        public String heard() throws InterruptedException {
            String next = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the client said nothing more");
            }
            return next;
        }

        /** True when the client said nothing so far that the test has not seen. */
        public boolean silent() {
            return heard.isEmpty();
        }

        /** Notes something for the test. */
        public void hear(String said) {
            heard.add(said);
        }

        /** Reads one HTTP request. */
        public Request request() throws IOException {
            String line = line();
            Map<String, String> headers = new LinkedHashMap<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Request(line, headers, new String(bytes(length), StandardCharsets.UTF_8));
        }

        /** Answers the opening handshake of a WebSocket and returns what was asked. */
        public Request upgrade() throws IOException {
            Request request = request();
            try {
                byte[] digest =
                        java.security.MessageDigest.getInstance("SHA-1")
                                .digest(
                                        (request.headers().get("sec-websocket-key") + GUID)
                                                .getBytes(StandardCharsets.US_ASCII));
                write(
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: "
                                + Base64.getEncoder().encodeToString(digest)
                                + "\r\n\r\n");
            } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
            return request;
        }

        /** Reads one frame: a text as it is, a close as {@code close CODE}. */
        public String message() throws IOException {
            byte[] head = bytes(2);
            int length = head[1] & 0x7f;
            if (length == 126) {
                byte[] more = bytes(2);
                length = ((more[0] & 0xff) << 8) | (more[1] & 0xff);
            }
            byte[] mask = bytes(4);
            byte[] payload = bytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return (head[0] & 0xf) == 8
                    ? "close " + (((payload[0] & 0xff) << 8) | (payload[1] & 0xff))
                    : new String(payload, StandardCharsets.UTF_8);
        }

        /** Sends one text message. */
        public void send(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends one frame. */
        public void frame(int firstByte, byte[] payload) throws IOException {
            OutputStream out = socket.getOutputStream();
            byte[] head =
                    payload.length < 126
                            ? new byte[] {(byte) firstByte, (byte) payload.length}
                            : new byte[] {
                                (byte) firstByte,
                                127,
                                0,
                                0,
                                0,
                                0,
                                (byte) (payload.length >> 24),
                                (byte) (payload.length >> 16),
                                (byte) (payload.length >> 8),
                                (byte) payload.length
                            };
            if (head.length > 2 && payload.length < 65_536) {
                head =
                        new byte[] {
                            (byte) firstByte,
                            126,
                            (byte) (payload.length >> 8),
                            (byte) payload.length
                        };
            }
            synchronized (this) {
                out.write(head);
                out.write(payload);
                out.flush();
            }
        }

        /** Sends bytes as they are. */
        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Waits until the client closes its end; whatever it says meanwhile is passed over. */
        public void untilClosed() {
            try {
                InputStream in = socket.getInputStream();
                while (in.read() >= 0) {
                    // passed over
                }
            } catch (IOException reset) {
                // closed all the same
            }
            heard.add("closed");
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = read(); c != '\n'; c = read()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        private byte[] bytes(int length) throws IOException {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        private int read() throws IOException {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException();
            }
            return next;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException closedAlready) {
                // nothing to do about it
            }
        }
    }
}
