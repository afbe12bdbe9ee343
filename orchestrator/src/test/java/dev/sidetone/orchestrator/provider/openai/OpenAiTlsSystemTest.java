/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.net.CallRecorder;
import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import dev.sidetone.orchestrator.provider.net.TestCertificate;
import dev.sidetone.orchestrator.provider.net.TestNetwork;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer over TLS, and none from a server that nobody vouches for. */
@Tag("system")
@Timeout(60)
final class OpenAiTlsSystemTest {
    private final CallRecorder call = new CallRecorder();

    @Test
    void shouldStreamOverTls() throws Exception {
        try (TestNetwork network = new TestNetwork(TestCertificate.FILE);
                ScriptedPeer peer = peer()) {
            LanguageModel.Stream stream = open(network, peer);
            stream.generate(1, List.of(new Message.Caller("hello")));

            assertThat(call.next(ModelEvent.Token.class).text()).isEqualTo("Safe.");
            assertThat(call.next(ModelEvent.Finished.class).generation()).isEqualTo(1);
            stream.close();
        }
    }

    @Test
    void shouldNotTalkToAServerThatNobodyVouchesFor() throws Exception {
        try (TestNetwork network = new TestNetwork(null);
                ScriptedPeer peer = peer()) {
            LanguageModel.Stream stream = open(network, peer);
            stream.generate(1, List.of(new Message.Caller("hello")));

            assertThat(call.next(ModelEvent.Failed.class).failure().kind())
                    .isEqualTo(Kind.REJECTED);
            stream.close();
        }
    }

    private LanguageModel.Stream open(TestNetwork network, ScriptedPeer peer) {
        return new OpenAiModel(
                        TestNetwork.access("openai", "https", peer.port(), "/v1"),
                        network.network(),
                        OpenAiConfig.DEFAULTS)
                .open(Agents.clinic(), call);
    }

    private static ScriptedPeer peer() throws Exception {
        return new ScriptedPeer(
                TestCertificate.server(),
                connection -> {
                    connection.request();
                    ChatPeer.answer(connection, "Safe.");
                    connection.untilClosed();
                });
    }
}
