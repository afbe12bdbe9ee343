/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No memory for the answer of one call's tool: that call is told, and the next one is served. */
@Tag("unit")
final class ToolMemoryTest {
    private final BlockingQueue<ToolOutcome> outcomes = new LinkedBlockingQueue<>();
    private final Mailbox mailbox = new OutcomeMailbox();
    private final HttpToolGateway gateway = new HttpToolGateway(1, _ -> new NoMemory());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldTellTheCallAndGiveItsPlaceBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.invoke(agent(), new ToolCall("book-" + i, "book", "{}"), "CA1", mailbox);
            ToolOutcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
            if (outcome == null) {
                throw new AssertionError("no outcome");
            }
            assertThat(outcome.status()).isEqualTo(ToolOutcome.Status.UNREACHABLE);
            assertThat(outcome.contentJson())
                    .contains("OutOfMemoryError")
                    .doesNotContain("on purpose");
        }
        assertThat(outcomes).isEmpty();
    }

    private static AgentPlan agent() {
        AgentPlan echo = AgentPlan.echo();
        return new AgentPlan(
                "clinic",
                AgentPlan.Kind.CASCADE,
                "A clinic.",
                echo.voice(),
                echo.phrases(),
                List.of(),
                List.of(),
                List.of(
                        new ToolPlan(
                                "book",
                                "Books.",
                                URI.create("http://127.0.0.1:9/"),
                                Duration.ofSeconds(20),
                                1,
                                "{\"type\":\"object\"}",
                                Map.of())),
                echo.handover(),
                List.of(),
                echo.providers());
    }

    private final class OutcomeMailbox implements Mailbox {
        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            throw new AssertionError("a tool gives no audio");
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            outcomes.add((ToolOutcome) fact);
            return OfferResult.ACCEPTED;
        }
    }

    private static final class NoMemory extends HttpClient {
        @Override
        public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request,
                HttpResponse.BodyHandler<T> handler,
                HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public Optional<CookieHandler> cookieHandler() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> connectTimeout() {
            return Optional.empty();
        }

        @Override
        public Redirect followRedirects() {
            return Redirect.NEVER;
        }

        @Override
        public Optional<ProxySelector> proxy() {
            return Optional.empty();
        }

        @Override
        public SSLContext sslContext() {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public SSLParameters sslParameters() {
            return new SSLParameters();
        }

        @Override
        public Optional<Authenticator> authenticator() {
            return Optional.empty();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }

        @Override
        public Optional<Executor> executor() {
            return Optional.empty();
        }
    }
}
