/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.CharsetUtil;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets against a server that says what the test says. */
@SuppressWarnings("FutureReturnValueIgnored") // the request is for those tests that look at it
@Tag("system")
@Timeout(60)
final class ProviderDialerSystemTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** A dial's limit holds for the connection below TLS too, which must stand first. */
    private static final Duration CONNECTED_BY_THEN = Duration.ofSeconds(2);

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final LoopbackIo io = new LoopbackIo();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private AddressBook book;
    private ProviderDialer dialer;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 10, LOOPBACK);
        book =
                new AddressBook(
                        host -> {
                            if ("unknown.example".equals(host)) {
                                throw new UnknownHostException(host);
                            }
                            // nobody answers at the first one: the port is bound on another address
                            return new InetAddress[] {
                                InetAddress.getByName("127.0.0.77"), LOOPBACK
                            };
                        },
                        AddressBook.Limits.DEFAULTS,
                        SystemNanoClock.INSTANCE,
                        task -> Thread.ofVirtual().start(task));
        dialer = new ProviderDialer(book, ClientTls.trusting(null, Runnable::run), heard::add);
    }

    @AfterEach
    void close() throws Exception {
        io.close();
        server.close();
        book.close();
    }

    @Test
    void shouldOpenAndHandOnWhatTheServerSaidInTheSamePacket() throws Exception {
        CompletableFuture<String> request = serve(text -> answer(text) + "first message");
        open("vendor.example", upgrade(LONG));
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("open");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("first message");
        assertThat(request.get(20, TimeUnit.SECONDS))
                .startsWith("GET /v1/listen?model=a HTTP/1.1\r\n")
                .contains("\r\nHost: vendor.example:" + server.getLocalPort() + "\r\n")
                .contains("\r\nUpgrade: websocket\r\n", "\r\nConnection: Upgrade\r\n")
                .contains(
                        "\r\nSec-WebSocket-Version: 13\r\n", "\r\nAuthorization: Token secret\r\n")
                .doesNotContain("Extensions");
    }

    @Test
    void shouldTellARefusalByItsStatusAndChosenHeadersAndNeverTheKey() throws Exception {
        serve(text ->
                "HTTP/1.1 401 Unauthorized\r\ndg-error: bad Token secret\r\n"
                        + "dg-request-id: r-1\r\nother: x\r\ncontent-length: 2\r\n\r\nno");
        open("vendor.example", upgrade(LONG));
        assertFailure(
                ProviderFailure.Kind.REJECTED, ": HTTP 401; dg-request-id: r-1", "status 401");
    }

    @Test
    void shouldNotTakeAnAnswerForAnotherKey() throws Exception {
        serve(text -> answer("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"));
        open("vendor.example", upgrade(LONG));
        assertFailure(ProviderFailure.Kind.MALFORMED, "RFC 6455", "status 0");
    }

    @Test
    void shouldTellGarbageAnEarlyEndAndSilenceApart() throws Exception {
        serve(text -> "SSH-2.0-OpenSSH\r\n\r\n");
        open("vendor.example", upgrade(LONG));
        assertFailure(ProviderFailure.Kind.MALFORMED, "not HTTP", "status 0");
        serve(text -> "");
        open("vendor.example", upgrade(LONG));
        assertFailure(ProviderFailure.Kind.UNREACHABLE, "ended before", "status 0");
        // the connection is accepted by the kernel and nobody reads it
        open("vendor.example", upgrade(SHORT));
        assertFailure(ProviderFailure.Kind.TIMED_OUT, "no answer to the upgrade", "status 0");
    }

    @Test
    void shouldTellAnUnknownNameAndAClosedPort() throws Exception {
        open("unknown.example", upgrade(LONG));
        assertFailure(ProviderFailure.Kind.UNREACHABLE, "unknown name", "status 0");
        server.close();
        open("vendor.example", upgrade(LONG));
        assertFailure(ProviderFailure.Kind.UNREACHABLE, "refused", "status 0");
    }

    @Test
    void shouldGiveUpATlsHandshakeThatIsNeverAnswered() throws Exception {
        AtomicReference<Dial> dial = new AtomicReference<>();
        ProviderAddress address =
                new ProviderAddress("vendor", true, "127.0.0.1", server.getLocalPort(), "");
        io.loop()
                .submit(() -> dial.set(dialer.dial(io, address, CONNECTED_BY_THEN, new Told())))
                .get(20, TimeUnit.SECONDS);
        assertFailure(ProviderFailure.Kind.TIMED_OUT, "TLS handshake took too long", "dial");
    }

    private void assertFailure(ProviderFailure.Kind kind, String detail, String status)
            throws InterruptedException {
        ProviderFailure failure = (ProviderFailure) heard.poll(20, TimeUnit.SECONDS);
        assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
        assertThat(failure.provider()).isEqualTo("vendor");
        assertThat(failure.detail()).contains(detail).doesNotContain("secret");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(status);
    }

    @Test
    void shouldTellWhatAListenerThrowsBeforeTheConnectionIsOpen() throws Exception {
        var _ = serve(text -> "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
        IllegalStateException ours = new IllegalStateException("on purpose");
        open(
                "vendor.example",
                upgrade(LONG),
                new Told() {
                    @Override
                    public void onFailed(ProviderFailure failure, int status) {
                        throw ours;
                    }
                });
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isSameAs(ours);
    }

    private static UpgradeRequest upgrade(Duration answerLimit) {
        return new UpgradeRequest(
                "/v1/listen?model=a",
                Map.of("Authorization", "Token secret"),
                List.of("dg-error", "dg-request-id"),
                LONG,
                answerLimit);
    }

    private void open(String host, UpgradeRequest request) {
        open(host, request, new Told());
    }

    private void open(String host, UpgradeRequest request, UpgradeListener listener) {
        ProviderAddress address =
                new ProviderAddress("vendor", false, host, server.getLocalPort(), "");
        io.loop().execute(() -> dialer.openWebSocket(io, address, request, new Frames(), listener));
    }

    /** Serves one connection: reads a request, answers with what the test makes of it, ends. */
    private CompletableFuture<String> serve(java.util.function.UnaryOperator<String> answer) {
        CompletableFuture<String> request = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket peer = server.accept()) {
                        String text = readRequest(peer.getInputStream());
                        peer.getOutputStream()
                                .write(answer.apply(text).getBytes(StandardCharsets.US_ASCII));
                        request.complete(text);
                        peer.shutdownOutput();
                        peer.getInputStream().read();
                    } catch (Exception failed) {
                        request.completeExceptionally(failed);
                    }
                });
        return request;
    }

    private static String readRequest(InputStream in) throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        return text.toString();
    }

    private static String answer(String request) {
        String key = request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        return "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nconnection: upgrade\r\n"
                + "sec-websocket-accept: "
                + WebSocketHandshake.accept(key)
                + "\r\n\r\n";
    }

    private final class Frames extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            heard.add(bytes.toString(CharsetUtil.US_ASCII));
        }
    }

    private class Told implements UpgradeListener, DialListener {
        @Override
        public void onOpen(Channel channel) {
            heard.add("open");
        }

        @Override
        public void onFailed(ProviderFailure failure, int status) {
            heard.add(failure);
            heard.add("status " + status);
        }

        @Override
        public void onConnected(Channel channel) {
            heard.add("connected");
        }

        @Override
        public void onFailed(ProviderFailure failure) {
            heard.add(failure);
            heard.add("dial");
        }
    }
}
