/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import dev.sidetone.orchestrator.provider.net.ClientRig;
import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Audio for which a call has no room, over real sockets. */
@Tag("system")
@Timeout(60)
final class BackPressureSystemTest extends ClientRig {
    @SuppressWarnings("NullAway.Init") // opened with the peer
    private SpeechSynthesizer.Stream stream;

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldDropNothingWhenTheCallHasNoRoom() throws Exception {
        String text = "abcdefghij".repeat(40);
        open(connection -> {
            connection.upgrade();
            connection.message();
            connection.message();
            connection.message();
            for (int i = 0; i < text.length(); i += 50) {
                VoicePeer.speak(connection, text.substring(i, i + 50));
            }
            VoicePeer.end(connection);
            connection.untilClosed();
        });
        call.room(1000);
        stream.speak(1, 0, text);
        stream.finish(1);
        awaitRefusals(3);
        assertThat(call.quiet()).as("no clause is done before its audio was taken").isTrue();
        assertThat(call.audio().length).isLessThanOrEqualTo(1000);

        call.room(Integer.MAX_VALUE);

        VoiceEvent.ClauseDone done = call.next(VoiceEvent.ClauseDone.class);
        assertThat(done.samples()).isEqualTo(text.length() * (long) VoicePeer.CHAR_BYTES);
        assertThat(call.audio()).isEqualTo(VoicePeer.audio(text));
    }

    @Test
    void shouldHoldBackTheNextUtteranceTooWhenOneWasCancelledForWhichThereWasNoRoom()
            throws Exception {
        String text = "abcdefghij".repeat(10);
        int messages = 3000;
        AtomicInteger written = new AtomicInteger();
        open(connection -> {
            connection.upgrade();
            connection.message();
            connection.hear("ready");
            connection.message();
            for (int i = 0; i < messages; i++) {
                VoicePeer.speakUnaligned(connection, text);
                if (connection.number() > 0) {
                    written.incrementAndGet();
                }
            }
            connection.untilClosed();
        });
        call.room(0);
        stream.speak(1, 0, text);
        awaitRefusals(2);
        stream.warm();
        peer.nextConnection();
        assertThat(peer.nextConnection().heard()).isEqualTo("ready");
        // right behind a try to deliver, so that the next one is as far away as it can be
        int tries = call.refusals();
        while (call.refusals() == tries) {
            onLoop();
        }

        network.io()
                .loop()
                .submit(() -> {
                    stream.cancel(1);
                    stream.speak(2, 0, text);
                })
                .get();

        int before;
        do {
            before = written.get();
            awaitRefusals(call.refusals() + 5);
        } while (written.get() == 0 || written.get() != before);
        assertThat(before).as("the vendor waits").isLessThan(messages);
    }

    private void awaitRefusals(int refusals) throws Exception {
        while (call.refusals() < refusals) {
            network.io().loop().schedule(() -> {}, 5, TimeUnit.MILLISECONDS).get();
        }
    }

    private void open(ScriptedPeer.Script script) throws IOException {
        stream =
                new ElevenLabsVoice(
                                serve("elevenlabs", "", script),
                                network.network(),
                                ElevenLabsConfig.DEFAULTS)
                        .open(new AgentPlan.Voice("", 160), AudioFormat.MULAW_8K, call);
    }
}
