/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.net.ClientRig;
import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that take long, or never end, over real sockets. */
@Tag("system")
@Timeout(60)
final class LongAnswerSystemTest extends ClientRig {
    private static final int MAX_CHARS = 100;

    @SuppressWarnings("NullAway.Init") // opened with the peer
    private LanguageModel.Stream stream;

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldTellThatTheModelStillWritesWhileItWritesForATool() throws Exception {
        ask(connection -> {
            connection.request();
            ChatPeer.begin(connection);
            ChatPeer.delta(
                    connection,
                    "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"book_appointment\",\"arguments\":\"{\"}}]");
            connection.untilClosed();
        });

        assertThat(call.next(ModelEvent.Working.class).generation()).isEqualTo(1);
    }

    @Test
    void shouldEndAnAnswerWithoutEndBehindASentence() throws Exception {
        ask(connection -> {
            connection.request();
            if (connection.number() > 0) {
                return;
            }
            ChatPeer.begin(connection);
            for (int i = 0; i < 1000; i++) {
                ChatPeer.words(connection, "And one more thing. ");
            }
            connection.untilClosed();
        });

        StringBuilder words = new StringBuilder();
        ModelEvent event = call.next(ModelEvent.class);
        while (event instanceof ModelEvent.Token token) {
            words.append(token.text());
            event = call.next(ModelEvent.class);
        }
        assertThat(event).isEqualTo(new ModelEvent.Finished(1, ModelEvent.Next.LISTEN, null));
        assertThat(words.toString()).isEqualTo("And one more thing. ".repeat(6).strip());
        assertThat(network.counters().get(MediaCounter.LLM_ANSWERS_CUT)).isEqualTo(1);
        peer.nextConnection();
        assertThat(peer.nextConnection().silent()).as("the next one stands ready").isTrue();
    }

    @Test
    void shouldGiveUpAConnectionWhoseAnswerNeverEndsEvenWhereTellingItsEndFailed()
            throws Exception {
        ask(
                connection -> {
                    connection.request();
                    ChatPeer.begin(connection);
                    ChatPeer.words(connection, "Hello.");
                    ChatPeer.conclude(connection, "stop");
                    connection.untilClosed();
                },
                new Mailbox() {
                    @Override
                    public OfferResult synthesis(
                            int utterance, byte[] bytes, int from, int length) {
                        return call.synthesis(utterance, bytes, from, length);
                    }

                    @Override
                    public OfferResult fact(SlotKind kind, Object fact) {
                        if (fact instanceof ModelEvent.Finished) {
                            throw new IllegalStateException("on purpose");
                        }
                        return call.fact(kind, fact);
                    }
                });

        assertThat(call.next(ModelEvent.Token.class).text()).isEqualTo("Hello.");
        ProviderFailure failure = call.next(ModelEvent.Failed.class).failure();
        assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.INTERNAL);
        assertThat(network.faults()).hasSize(1);
        assertThat(peer.nextConnection().heard()).isEqualTo("closed");
        assertThat(peer.nextConnection().silent()).as("the next one stands ready").isTrue();
        assertThat(call.quiet()).as("nothing more is told").isTrue();
    }

    private void ask(ScriptedPeer.Script script) throws IOException {
        ask(script, call);
    }

    private void ask(ScriptedPeer.Script script, Mailbox mailbox) throws IOException {
        OpenAiConfig defaults = OpenAiConfig.DEFAULTS;
        stream =
                new OpenAiModel(
                                serve("openai", "/v1", script),
                                network.network(),
                                new OpenAiConfig(
                                        defaults.model(),
                                        defaults.maxCompletionTokens(),
                                        MAX_CHARS,
                                        null,
                                        defaults.connectTimeout(),
                                        defaults.firstTokenTimeout(),
                                        defaults.gapTimeout(),
                                        defaults.idleConnections(),
                                        defaults.idleTime()))
                        .open(Agents.clinic(), mailbox);
        stream.generate(1, List.of(new Message.Caller("hello")));
    }
}
