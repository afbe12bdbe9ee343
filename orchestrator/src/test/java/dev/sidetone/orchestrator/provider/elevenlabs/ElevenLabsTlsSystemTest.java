/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import dev.sidetone.orchestrator.provider.net.CallRecorder;
import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import dev.sidetone.orchestrator.provider.net.TestCertificate;
import dev.sidetone.orchestrator.provider.net.TestNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An utterance over TLS, and none by a server that nobody vouches for. */
@Tag("system")
@Timeout(60)
final class ElevenLabsTlsSystemTest {
    private final CallRecorder call = new CallRecorder();

    @Test
    void shouldSpeakOverTls() throws Exception {
        try (TestNetwork network = new TestNetwork(TestCertificate.FILE);
                ScriptedPeer peer = peer()) {
            SpeechSynthesizer.Stream stream = open(network, peer);
            stream.speak(1, 0, "Safe.");
            stream.finish(1);

            assertThat(call.next(VoiceEvent.ClauseDone.class).samples())
                    .isEqualTo(6L * VoicePeer.CHAR_BYTES);
            assertThat(call.audio()).isEqualTo(VoicePeer.audio("Safe. "));
            stream.close();
        }
    }

    @Test
    void shouldNotTalkToAServerThatNobodyVouchesFor() throws Exception {
        try (TestNetwork network = new TestNetwork(null);
                ScriptedPeer peer = peer()) {
            SpeechSynthesizer.Stream stream = open(network, peer);
            stream.speak(1, 0, "Safe.");

            assertThat(call.next(VoiceEvent.Failed.class).failure().kind())
                    .isEqualTo(Kind.REJECTED);
            stream.close();
        }
    }

    private SpeechSynthesizer.Stream open(TestNetwork network, ScriptedPeer peer) {
        return new ElevenLabsVoice(
                        TestNetwork.access("elevenlabs", "https", peer.port(), ""),
                        network.network(),
                        ElevenLabsConfig.DEFAULTS)
                .open(new AgentPlan.Voice("", 160), AudioFormat.MULAW_8K, call);
    }

    private static ScriptedPeer peer() throws Exception {
        return new ScriptedPeer(
                TestCertificate.server(),
                connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    connection.message();
                    VoicePeer.speak(connection, "Safe. ");
                    VoicePeer.end(connection);
                    connection.untilClosed();
                });
    }
}
