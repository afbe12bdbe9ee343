/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import dev.sidetone.orchestrator.provider.net.ClientRig;
import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets against a server that speaks the documented protocol, and breaks it on purpose. */
@Tag("system")
@Timeout(60)
final class ElevenLabsSystemTest extends ClientRig {
    private static final String BEGIN = "{\"text\":\" \"}";
    private static final String END = "{\"text\":\"\"}";
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Between two clauses of a server that takes its time, as a busy machine's does. */
    private static final Duration GAP = Duration.ofMillis(1500);

    @SuppressWarnings("NullAway.Init") // opened with the peer
    private SpeechSynthesizer.Stream stream;

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldSpeakClauseByClauseOverASocketThatStoodBefore() throws Exception {
        open(connection -> {
            ScriptedPeer.Request upgrade = connection.upgrade();
            connection.hear(upgrade.line());
            connection.hear(String.valueOf(upgrade.headers().get("xi-api-key")));
            connection.hear(connection.message());
            connection.hear(connection.message());
            VoicePeer.speak(connection, "Say \u00fcber");
            VoicePeer.speak(connection, " it. ");
            connection.hear(connection.message());
            connection.hear(connection.message());
            VoicePeer.speak(connection, "Two. ");
            VoicePeer.end(connection);
            connection.untilClosed();
        });
        ScriptedPeer.Connection connection = peer.nextConnection();
        assertThat(connection.heard())
                .startsWith("GET /v1/text-to-speech/21m00Tcm4TlvDq8ikWAM/stream-input?")
                .contains(
                        "model_id=eleven_flash_v2_5",
                        "output_format=ulaw_8000",
                        "inactivity_timeout=60",
                        "auto_mode=true",
                        "sync_alignment=true");
        assertThat(connection.heard()).isEqualTo("test-key");
        assertThat(connection.heard()).isEqualTo(BEGIN);

        assertThat(stream.speak(1, 0, "Say \u00fcber it.")).isEqualTo(OfferResult.ACCEPTED);
        assertThat(connection.heard())
                .isEqualTo("{\"text\":\"Say \u00fcber it. \",\"flush\":true}");
        VoiceEvent.ClauseDone first = call.next(VoiceEvent.ClauseDone.class);
        assertThat(first.samples()).isEqualTo(13L * VoicePeer.CHAR_BYTES);
        assertThat(
                        java.util.Objects.requireNonNull(first.alignment())
                                .charsAt(8 * VoicePeer.CHAR_BYTES))
                .isEqualTo(8);
        stream.speak(1, 1, "Two.");
        stream.finish(1);

        assertThat(connection.heard()).isEqualTo("{\"text\":\"Two. \",\"flush\":true}");
        assertThat(connection.heard()).isEqualTo(END);
        assertThat(call.next(VoiceEvent.ClauseDone.class).clause()).isEqualTo(1);
        assertThat(call.audio()).isEqualTo(VoicePeer.audio("Say \u00fcber it. Two. "));
        assertThat(connection.heard()).isEqualTo("closed");
        assertThat(peer.noMoreConnections()).isTrue();
    }

    @Test
    void shouldCloseTheSocketOfACancelledUtteranceAndHaveAnotherReady() throws Exception {
        open(connection -> {
            connection.upgrade();
            connection.message();
            connection.hear(connection.message());
            VoicePeer.speak(connection, "I was");
            connection.hear(connection.message());
            connection.untilClosed();
        });
        stream.speak(1, 0, "I was saying.");
        ScriptedPeer.Connection first = peer.nextConnection();
        assertThat(first.heard()).contains("I was saying.");

        stream.cancel(1);

        assertThat(first.heard()).isEqualTo("close 1000");
        ScriptedPeer.Connection second = peer.nextConnection();
        stream.speak(2, 0, "Yes?");
        assertThat(second.heard()).contains("Yes?");
        assertThat(peer.noMoreConnections()).isTrue();
    }

    @Test
    void shouldTellHowAnUpgradeWasRefused() throws Exception {
        CountDownLatch spoken = new CountDownLatch(1);
        open(connection -> {
            connection.request();
            // a spare that is refused before it is needed is nobody's failure
            spoken.await();
            int status = connection.number() == 0 ? 401 : 429;
            connection.write("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
            connection.untilClosed();
        });

        stream.speak(1, 0, "Hello.");
        onLoop();
        spoken.countDown();
        assertFailed(1, Kind.REJECTED, "401");
        stream.cancel(1);
        stream.speak(2, 0, "Hello.");

        assertFailed(2, Kind.OVERLOADED, "429");
    }

    @Test
    void shouldTellWhatTheServerSaysAndWhatItMakesNoSenseOf() throws Exception {
        open(connection -> {
            connection.upgrade();
            connection.message();
            connection.message();
            switch (connection.number()) {
                case 0 ->
                        connection.send(
                                "{\"message\":\"m\",\"error\":\"quota_exceeded\",\"code\":1008}");
                case 1 -> connection.send("{\"audio\":\"!!!!\",\"isFinal\":null}");
                case 2 -> connection.send("not json");
                case 3 -> connection.frame(0x82, new byte[] {1});
                case 4 -> connection.frame(0x88, new byte[] {3, (byte) 0xf0});
                default -> connection.frame(0xf1, new byte[] {1});
            }
            connection.untilClosed();
        });

        assertNextFailed(1, Kind.REJECTED, "quota_exceeded");
        assertNextFailed(2, Kind.MALFORMED, "not base64");
        assertNextFailed(3, Kind.MALFORMED, "no JSON");
        assertNextFailed(4, Kind.MALFORMED, "binary");
        assertNextFailed(5, Kind.REJECTED, "closed with 1008");
        assertNextFailed(6, Kind.MALFORMED, "reserved");
    }

    @Test
    void shouldStartAnewOnceWhenASocketWasLostBeforeAnyAudio() throws Exception {
        open(connection -> {
            connection.upgrade();
            connection.message();
            connection.hear(connection.message());
            if (connection.number() > 0) {
                connection.hear(connection.message());
                VoicePeer.speak(connection, "Hi. ");
                VoicePeer.end(connection);
                connection.untilClosed();
            }
        });

        stream.speak(1, 0, "Hi.");
        stream.finish(1);

        assertThat(call.next(VoiceEvent.ClauseDone.class).samples())
                .isEqualTo(4L * VoicePeer.CHAR_BYTES);
        assertThat(peer.nextConnection().heard()).contains("Hi.");
        ScriptedPeer.Connection second = peer.nextConnection();
        assertThat(second.heard()).contains("Hi.");
        assertThat(second.heard()).isEqualTo(END);
    }

    @Test
    void shouldFailWhenASocketIsLostInMidAudio() throws Exception {
        open(connection -> {
            connection.upgrade();
            connection.message();
            connection.message();
            VoicePeer.speak(connection, "Half");
        });

        stream.speak(1, 0, "Half of it.");

        assertFailed(1, Kind.UNREACHABLE, "ended");
        ByteArrayOutputStream audio = new ByteArrayOutputStream();
        audio.writeBytes(VoicePeer.audio("Half"));
        assertThat(call.audio()).isEqualTo(audio.toByteArray());
    }

    @Test
    void shouldNotWaitLongerThanAllowedForTheFirstAudio() throws Exception {
        open(
                connection -> {
                    connection.upgrade();
                    connection.untilClosed();
                },
                Duration.ofMillis(150),
                LONG);

        assertNextFailed(1, Kind.TIMED_OUT, "no audio in time");
        assertNextFailed(2, Kind.TIMED_OUT, "no audio in time");
    }

    @Test
    void shouldNotWaitLongerThanAllowedForTheNextAudio() throws Exception {
        open(
                connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    VoicePeer.speak(connection, "Half");
                    connection.untilClosed();
                },
                LONG,
                Duration.ofMillis(150));

        assertNextFailed(1, Kind.TIMED_OUT, "stopped midway");
        assertNextFailed(2, Kind.TIMED_OUT, "stopped midway");
    }

    @Test
    void shouldNotWaitForAudioWhenNothingIsOwed() throws Exception {
        open(
                connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    VoicePeer.speak(connection, "One. ");
                    connection.message();
                    VoicePeer.speak(connection, "Two. ");
                    connection.untilClosed();
                },
                LONG,
                GAP);
        stream.speak(1, 0, "One.");
        call.next(VoiceEvent.ClauseDone.class);

        awaitLongerThanTheGap();
        assertThat(call.quiet()).isTrue();
        stream.speak(1, 1, "Two.");

        assertThat(call.next(VoiceEvent.ClauseDone.class).clause()).isEqualTo(1);
    }

    @Test
    void shouldTakeAPauseForTheEndOfItsTextWhenTheServerDoesNotSayWhatItSpeaks() throws Exception {
        open(
                connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    VoicePeer.speakUnaligned(connection, "One. ");
                    connection.message();
                    VoicePeer.speakUnaligned(connection, "Two. ");
                    VoicePeer.end(connection);
                    connection.untilClosed();
                },
                LONG,
                GAP);
        stream.speak(1, 0, "One.");

        assertThat(call.next(VoiceEvent.ClauseDone.class).samples())
                .isEqualTo(5L * VoicePeer.CHAR_BYTES);
        awaitLongerThanTheGap();
        assertThat(call.quiet()).as("a tool may take longer than any gap").isTrue();
        stream.speak(1, 1, "Two.");
        stream.finish(1);

        VoiceEvent.ClauseDone second = call.next(VoiceEvent.ClauseDone.class);
        assertThat(second.clause()).isEqualTo(1);
        assertThat(second.samples()).isEqualTo(5L * VoicePeer.CHAR_BYTES);
    }

    private void open(ScriptedPeer.Script script) throws IOException {
        open(script, LONG, LONG);
    }

    private void open(ScriptedPeer.Script script, Duration firstAudio, Duration gap)
            throws IOException {
        ElevenLabsConfig defaults = ElevenLabsConfig.DEFAULTS;
        stream =
                new ElevenLabsVoice(
                                serve("elevenlabs", "", script),
                                network.network(),
                                new ElevenLabsConfig(
                                        defaults.voiceId(),
                                        defaults.model(),
                                        null,
                                        LONG,
                                        LONG,
                                        firstAudio,
                                        gap,
                                        defaults.inactivityTimeout()))
                        .open(new AgentPlan.Voice("kevin16", 160), AudioFormat.MULAW_8K, call);
    }

    private void awaitLongerThanTheGap() throws Exception {
        network.io().loop().schedule(() -> {}, GAP.toMillis() + 100, TimeUnit.MILLISECONDS).get();
    }

    private void assertNextFailed(int utterance, Kind kind, String detail) throws Exception {
        stream.speak(utterance, 0, "Hello there.");
        assertFailed(utterance, kind, detail);
        stream.cancel(utterance);
    }

    private void assertFailed(int utterance, Kind kind, String detail) throws InterruptedException {
        VoiceEvent.Failed failed = call.next(VoiceEvent.Failed.class);
        assertThat(failed.utterance()).isEqualTo(utterance);
        assertThat(failed.failure().kind()).isEqualTo(kind);
        assertThat(failed.failure().detail()).contains(detail).doesNotContain("test-key");
        assertThat(failed.failure().provider()).isEqualTo("elevenlabs");
    }
}
