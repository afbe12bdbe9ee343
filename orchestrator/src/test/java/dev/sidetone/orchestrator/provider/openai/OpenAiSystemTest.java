/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.net.ClientRig;
import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets against a server that speaks the documented protocol, and breaks it on purpose. */
@Tag("system")
@Timeout(60)
final class OpenAiSystemTest extends ClientRig {
    private static final List<Message> HELLO = List.of(new Message.Caller("hello"));
    private static final Duration LONG = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // opened with the peer
    private OpenAiModel model;

    @SuppressWarnings("NullAway.Init") // opened with the peer
    private LanguageModel.Stream stream;

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldStreamOverAConnectionThatStoodBeforeAndStaysForTheNextAnswer() throws Exception {
        open(connection -> {
            while (true) {
                connection.hear(connection.request().body());
                ChatPeer.answer(connection, "Hello, ", "caller.");
            }
        });
        ScriptedPeer.Connection connection = peer.nextConnection();
        assertThat(connection.silent()).as("connected before anything was asked").isTrue();

        stream.generate(1, HELLO);
        assertThat(words(1)).isEqualTo("Hello, caller.");
        assertThat(connection.heard()).contains("\"content\":\"hello\"");
        awaitUsage(1);
        stream.generate(2, List.of(new Message.Caller("again")));

        assertThat(words(2)).isEqualTo("Hello, caller.");
        assertThat(connection.heard()).contains("\"content\":\"again\"");
        assertThat(peer.noMoreConnections()).isTrue();
    }

    @Test
    void shouldAskAsTheVendorWantsIt() throws Exception {
        open(connection -> {
            ScriptedPeer.Request request = connection.request();
            connection.hear(request.line());
            connection.hear(request.headers().toString());
            ChatPeer.answer(connection, "Hi.");
            connection.untilClosed();
        });

        stream.generate(1, HELLO);

        ScriptedPeer.Connection connection = peer.nextConnection();
        assertThat(connection.heard()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(connection.heard())
                .contains(
                        "authorization=Bearer test-key",
                        "content-type=application/json",
                        "accept=text/event-stream",
                        "host=localhost:" + peer.port());
        assertThat(words(1)).isEqualTo("Hi.");
    }

    @Test
    void shouldCloseTheConnectionOfACancelledAnswerAndHaveAnotherReady() throws Exception {
        open(connection -> {
            connection.hear(connection.request().body());
            ChatPeer.begin(connection);
            ChatPeer.words(connection, "I was going to ");
            connection.untilClosed();
        });
        stream.generate(1, HELLO);
        assertThat(call.next(ModelEvent.Token.class).text()).isEqualTo("I was going to ");

        stream.cancel(1);

        ScriptedPeer.Connection first = peer.nextConnection();
        assertThat(first.heard()).contains("hello");
        assertThat(first.heard()).isEqualTo("closed");
        ScriptedPeer.Connection second = peer.nextConnection();
        assertThat(second.silent()).isTrue();
        stream.generate(2, List.of(new Message.Caller("no, wait")));
        assertThat(second.heard()).contains("no, wait");
        assertThat(call.next(ModelEvent.Token.class).generation()).isEqualTo(2);
        assertThat(peer.noMoreConnections()).isTrue();
    }

    @Test
    void shouldAskOnceMoreWhenTheServerIsBusyForAMoment() throws Exception {
        open(connection -> {
            connection.request();
            ChatPeer.refuse(connection, 429, "retry-after-ms: 20\r\n", "rate_limit_exceeded");
            connection.request();
            ChatPeer.answer(connection, "Now.");
            connection.untilClosed();
        });

        stream.generate(1, HELLO);

        assertThat(words(1)).isEqualTo("Now.");
        assertThat(network.counters().get(MediaCounter.LLM_RETRIES)).isEqualTo(1);
    }

    @Test
    void shouldTellARefusalThatIsNotToBeTriedAgain() throws Exception {
        open(connection -> {
            connection.request();
            ChatPeer.refuse(connection, 401, "", "invalid_api_key");
            connection.request();
            ChatPeer.refuse(connection, 429, "retry-after: 30\r\n", "rate_limit_exceeded");
            connection.request();
            ChatPeer.refuse(connection, 500, "", "server_error");
            connection.request();
            ChatPeer.refuse(connection, 500, "", "server_error");
            connection.untilClosed();
        });

        stream.generate(1, HELLO);
        assertFailed(Kind.REJECTED, "status 401, invalid_api_key");
        stream.generate(2, HELLO);
        assertFailed(Kind.OVERLOADED, "status 429, rate_limit_exceeded");
        stream.generate(3, HELLO);
        assertFailed(Kind.BROKEN, "status 500, server_error");
        assertThat(network.counters().get(MediaCounter.LLM_RETRIES)).isEqualTo(1);
    }

    @Test
    void shouldAskOnceMoreWhenTheServerHadLeftTheConnection() throws Exception {
        open(connection -> {
            connection.request();
            if (connection.number() > 0) {
                ChatPeer.answer(connection, "Here.");
                connection.untilClosed();
            }
        });

        stream.generate(1, HELLO);

        assertThat(words(1)).isEqualTo("Here.");
    }

    @Test
    void shouldFailWhenAnAnswerIsCutBehindItsFirstWord() throws Exception {
        open(connection -> {
            connection.request();
            ChatPeer.begin(connection);
            ChatPeer.words(connection, "Half an ");
        });

        stream.generate(1, HELLO);

        assertThat(call.next(ModelEvent.Token.class).text()).isEqualTo("Half an ");
        assertThat(call.next(ModelEvent.Failed.class).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(network.counters().get(MediaCounter.LLM_RETRIES)).isZero();
        assertThat(network.counters().get(MediaCounter.PROVIDER_CONNECTIONS_LOST)).isEqualTo(1);
    }

    @Test
    void shouldNotWaitLongerThanAllowedForTheFirstToken() throws Exception {
        open(
                connection -> {
                    connection.request();
                    connection.untilClosed();
                },
                // the limit of a token holds for connecting too, which must be done first
                Duration.ofMillis(1500),
                Duration.ofMillis(150),
                LONG);

        stream.generate(1, HELLO);
        assertFailed(Kind.TIMED_OUT, "no token in time");
        assertThat(peer.nextConnection().heard()).isEqualTo("closed");
    }

    @Test
    void shouldNotWaitLongerThanAllowedForTheNextToken() throws Exception {
        open(
                connection -> {
                    connection.request();
                    ChatPeer.begin(connection);
                    ChatPeer.words(connection, "And then ");
                    connection.untilClosed();
                },
                LONG,
                LONG,
                Duration.ofMillis(150));

        stream.generate(1, HELLO);
        assertThat(call.next(ModelEvent.Token.class).text()).isEqualTo("And then ");
        assertFailed(Kind.TIMED_OUT, "the answer stopped midway");
        assertThat(peer.nextConnection().heard()).isEqualTo("closed");
    }

    @Test
    void shouldTellSeveralWishesOneAfterTheOtherAndThenAskWithAllOutcomes() throws Exception {
        open(connection -> {
            connection.request();
            ChatPeer.begin(connection);
            ChatPeer.delta(
                    connection,
                    "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"book_appointment\",\"arguments\":\"{}\"}},"
                            + "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"book_appointment\",\"arguments\":\"{}\"}}]");
            ChatPeer.finish(connection, "tool_calls");
            connection.hear(connection.request().body());
            ChatPeer.answer(connection, "Both done.");
            connection.untilClosed();
        });
        stream.generate(1, HELLO);
        call.next(ModelEvent.Working.class);
        ToolCall first = call.next(ModelEvent.ToolWanted.class).call();
        awaitUsage(1);
        List<Message> one = List.of(HELLO.getFirst(), called(first), answered(first));
        stream.generate(1, one);
        ToolCall second = call.next(ModelEvent.ToolWanted.class).call();
        assertThat(List.of(first.id(), second.id())).containsExactly("a", "b");

        stream.generate(
                1, List.of(one.get(0), one.get(1), one.get(2), called(second), answered(second)));

        assertThat(words(1)).isEqualTo("Both done.");
        assertThat(peer.nextConnection().heard())
                .contains("\"tool_call_id\":\"a\"", "\"tool_call_id\":\"b\"");
    }

    @Test
    void shouldLeaveItsConnectionToTheNextCall() throws Exception {
        open(connection -> {
            connection.request();
            ChatPeer.answer(connection, "Hi.");
            connection.untilClosed();
        });
        ScriptedPeer.Connection connection = peer.nextConnection();
        // the dial has ended on the loop once a task behind the connection's own has run
        stream.generate(1, HELLO);
        assertThat(words(1)).isEqualTo("Hi.");
        awaitUsage(1);
        stream.close();
        LanguageModel.Stream next = model.open(Agents.clinic(), call);
        next.warm();
        onLoop();

        assertThat(peer.noMoreConnections()).isTrue();
        assertThat(connection.silent()).isTrue();
        next.close();
    }

    private void open(ScriptedPeer.Script script) throws IOException {
        open(script, LONG, LONG, LONG);
    }

    private void open(
            ScriptedPeer.Script script, Duration connect, Duration firstToken, Duration gap)
            throws IOException {
        OpenAiConfig defaults = OpenAiConfig.DEFAULTS;
        model =
                new OpenAiModel(
                        serve("openai", "/v1", script),
                        network.network(),
                        new OpenAiConfig(
                                defaults.model(),
                                defaults.maxCompletionTokens(),
                                defaults.maxAnswerChars(),
                                null,
                                connect,
                                firstToken,
                                gap,
                                defaults.idleConnections(),
                                defaults.idleTime()));
        stream = model.open(Agents.clinic(), call);
    }

    private String words(int utterance) throws InterruptedException {
        StringBuilder words = new StringBuilder();
        while (true) {
            ModelEvent event = call.next(ModelEvent.class);
            assertThat(event.generation()).isEqualTo(utterance);
            if (event instanceof ModelEvent.Finished finished) {
                assertThat(finished.next()).isEqualTo(ModelEvent.Next.LISTEN);
                return words.toString();
            }
            words.append(((ModelEvent.Token) event).text());
        }
    }

    /** The bill comes last: once it is counted, all of the answer was read. */
    private void awaitUsage(int answers) throws Exception {
        while (network.counters().get(MediaCounter.LLM_OUTPUT_TOKENS)
                < (long) ChatPeer.OUTPUT_TOKENS * answers) {
            onLoop();
        }
        // what came in the same packet is read before the next task
        onLoop();
    }

    private void assertFailed(Kind kind, String detail) throws InterruptedException {
        ModelEvent.Failed failed = call.next(ModelEvent.Failed.class);
        assertThat(failed.failure().kind()).isEqualTo(kind);
        assertThat(failed.failure().detail()).isEqualTo(detail);
        assertThat(failed.failure().provider()).isEqualTo("openai");
    }

    private static Message called(ToolCall call) {
        return new Message.ToolCalled(call);
    }

    private static Message answered(ToolCall call) {
        return new Message.ToolAnswered(
                new ToolOutcome(call.id(), call.name(), ToolOutcome.Status.OK, "{\"done\":true}"));
    }
}
