/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.ToolOutcome.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("system")
@Timeout(30)
class HttpToolGatewaySystemTest {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}},\"required\":[\"day\"]}";
    private static final String ARGUMENTS = "{\"day\":\"tuesday\"}";

    /** Long enough for two attempts on a machine that stands still for a second. */
    private static final Duration SHORT = Duration.ofSeconds(4);

    private final BlockingQueue<ToolOutcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpToolGateway gateway = new HttpToolGateway(2, Duration.ofSeconds(20));

    /** For all attempts together; shorter where a test is about it. */
    private Duration timeout = Duration.ofSeconds(20);

    private final Mailbox mailbox = new OutcomeMailbox();
    private @Nullable HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        letGo.countDown();
        gateway.close();
        server().stop(0);
        serverThreads.close();
    }

    @Test
    void shouldPostArgumentsWithKeyAndHeaders() throws Exception {
        BlockingQueue<String> headers = new LinkedBlockingQueue<>();
        answer(
                "/ok",
                exchange -> {
                    headers.add(exchange.getRequestHeaders().getFirst("X-Clinic"));
                    reply(exchange, 200, "{\"reference\":\"A1\"}");
                });
        invoke("/ok", ARGUMENTS);
        ToolOutcome outcome = outcome();
        assertThat(outcome)
                .isEqualTo(new ToolOutcome("book-1", "book", Status.OK, "{\"reference\":\"A1\"}"));
        assertThat(bodies.take()).isEqualTo(ARGUMENTS);
        assertThat(keys).containsExactly("CA1:book-1");
        assertThat(headers).containsExactly("north");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void shouldTryAgainWithTheSameKeyWhenTheServerFails(int status) throws Exception {
        answer(
                "/flaky",
                exchange -> reply(exchange, keys.size() == 1 ? status : 200, "{\"ok\":true}"));
        invoke("/flaky", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.OK);
        assertThat(keys).containsExactly("CA1:book-1", "CA1:book-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 302})
    void shouldNotTryAgainWhenRefused(int status) throws Exception {
        answer(
                "/refuse",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
                    reply(exchange, status, "{}");
                });
        invoke("/refuse", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.REFUSED);
        assertThat(keys).hasSize(1);
    }

    @Test
    void shouldGiveUpAfterAllAttemptsFailed() throws Exception {
        answer("/broken", exchange -> reply(exchange, 500, "no"));
        invoke("/broken", ARGUMENTS);
        ToolOutcome outcome = outcome();
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.contentJson()).isEqualTo("{\"error\":\"status 500\"}");
        assertThat(keys).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "[1]", "\"text\"", "", "{\"cut\":"})
    void shouldCallAnswerGarbledWhenItIsNoJsonObject(String body) throws Exception {
        answer("/garbage", exchange -> reply(exchange, 200, body));
        invoke("/garbage", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.GARBLED);
        assertThat(keys).hasSize(1);
    }

    @Test
    void shouldStopReadingHugeAnswer() throws Exception {
        answer(
                "/huge",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] block = new byte[8192];
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 1_000_000; i++) {
                            out.write(block);
                        }
                    } catch (IOException _) {
                        // The reader went away, as it should.
                        bodies.add("cut");
                    }
                });
        invoke("/huge", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.GARBLED);
        bodies.take();
        assertThat(bodies.poll(20, TimeUnit.SECONDS)).isEqualTo("cut");
    }

    @Test
    void shouldTimeOutWhenTheToolHangsBeforeOrWithinItsAnswer() throws Exception {
        answer("/hang", _ -> await());
        answer(
                "/half",
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await();
                });
        timeout = SHORT;
        long startNs = System.nanoTime();
        invoke("/hang", ARGUMENTS);
        invoke("/half", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.TIMED_OUT);
        assertThat(outcome().status()).isEqualTo(Status.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - startNs))
                .isBetween(SHORT.minusMillis(100), SHORT.plusSeconds(5));
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(keys.poll(20, TimeUnit.SECONDS)).isEqualTo("CA1:book-1");
        }
        assertThat(keys).isEmpty();
    }

    @Test
    void shouldReportUnreachableWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        gateway.invoke(
                agent(URI.create("http://127.0.0.1:" + port + "/")),
                call(ARGUMENTS),
                "CA1",
                mailbox);
        assertThat(outcome().status()).isEqualTo(Status.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"day\":7}", "[]", "no json"})
    void shouldNotCallToolWithArgumentsThatBreakItsSchema(String arguments) throws Exception {
        answer("/ok", exchange -> reply(exchange, 200, "{}"));
        invoke("/ok", arguments);
        assertThat(outcome().status()).isEqualTo(Status.BAD_ARGUMENTS);
        assertThat(keys).isEmpty();
    }

    @Test
    void shouldRefuseUnknownToolAtOnce() throws Exception {
        gateway.invoke(agent(uri("/ok")), new ToolCall("x", "other", "{}"), "CA1", mailbox);
        assertThat(outcome().status()).isEqualTo(Status.UNKNOWN_TOOL);
    }

    @Test
    void shouldAnswerOverloadedWhenAllPlacesAreTakenAndFreeThemAgain() throws Exception {
        answer("/hang", _ -> await());
        answer("/ok", exchange -> reply(exchange, 200, "{}"));
        timeout = SHORT;
        invoke("/hang", ARGUMENTS);
        invoke("/hang", ARGUMENTS);
        timeout = Duration.ofSeconds(20);
        invoke("/ok", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.OVERLOADED);
        assertThat(outcome().status()).isEqualTo(Status.TIMED_OUT);
        assertThat(outcome().status()).isEqualTo(Status.TIMED_OUT);
        invoke("/ok", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.OK);
    }

    @Test
    void shouldAnswerEveryRunningCallOnceWhenClosed() throws Exception {
        answer("/hang", _ -> await());
        invoke("/hang", ARGUMENTS);
        invoke("/hang", ARGUMENTS);
        keys.take();
        gateway.close();
        assertThat(outcome().status()).isEqualTo(Status.UNREACHABLE);
        assertThat(outcome().status()).isEqualTo(Status.UNREACHABLE);
        invoke("/hang", ARGUMENTS);
        assertThat(outcome().status()).isEqualTo(Status.OVERLOADED);
        assertThat(outcomes.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    private void invoke(String path, String arguments) {
        gateway.invoke(agent(uri(path)), call(arguments), "CA1", mailbox);
    }

    private static ToolCall call(String arguments) {
        return new ToolCall("book-1", "book", arguments);
    }

    private ToolOutcome outcome() throws InterruptedException {
        ToolOutcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("no outcome");
        }
        return outcome;
    }

    private AgentPlan agent(URI url) {
        AgentPlan echo = AgentPlan.echo();
        ToolPlan tool =
                new ToolPlan(
                        "book", "Books.", url, timeout, 2, SCHEMA, Map.of("X-Clinic", "north"));
        return new AgentPlan(
                "clinic",
                AgentPlan.Kind.CASCADE,
                "A clinic.",
                echo.voice(),
                echo.phrases(),
                List.of(),
                List.of(),
                List.of(tool),
                echo.handover(),
                List.of(),
                echo.providers());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server().getAddress().getPort() + path);
    }

    private HttpServer server() {
        if (server == null) {
            throw new AssertionError("not started");
        }
        return server;
    }

    private void answer(String path, Answer answer) {
        server().createContext(
                        path,
                        exchange -> {
                            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                            bodies.add(
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                            try (exchange) {
                                answer.to(exchange);
                            }
                        });
    }

    private void await() {
        try {
            letGo.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final class OutcomeMailbox implements Mailbox {
        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            throw new AssertionError("a tool gives no audio");
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            assertThat(kind).isEqualTo(SlotKind.TOOL);
            outcomes.add((ToolOutcome) fact);
            return OfferResult.ACCEPTED;
        }
    }
}
