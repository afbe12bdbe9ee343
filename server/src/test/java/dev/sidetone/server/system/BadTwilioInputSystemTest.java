/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.EchoingCall;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever one socket sends: its own call ends, typed and counted, and a call beside it goes on
 * unhurt.
 */
@Tag("system")
@Timeout(60)
final class BadTwilioInputSystemTest {
    private static final byte[] AUDIO = new byte[160];

    private final HttpClient client = HttpClient.newHttpClient();
    private VoiceServer server = launched();
    private EchoingCall beside = talking();

    private static VoiceServer launched() {
        try {
            // long enough for callers that a busy machine holds up; the server's own are 10 s
            return TestServers.launch(
                    Map.of(
                            "SIDETONE_CARRIERS_TWILIO_START_TIMEOUT",
                            "3s",
                            "SIDETONE_CARRIERS_TWILIO_MEDIA_TIMEOUT",
                            "3s"));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private EchoingCall talking() {
        try {
            return EchoingCall.open(client, server.uri());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @BeforeEach
    void talkBeside() {
        beside.speak(5);
    }

    @AfterEach
    void shouldLeaveTheCallBesideUnhurt() throws Exception {
        beside.hangUp();
        server.close();
        client.close();
    }

    @Test
    void shouldEndACallThatSendsNoJson() throws Exception {
        inCall(socket -> socket.text("hello"), "1007 malformed", "malformed", "message_not_json");
    }

    @Test
    void shouldEndACallThatSendsAHugeMessage() throws Exception {
        inCall(
                socket -> socket.text("x".repeat(70_000)),
                "1009 oversized",
                "oversized",
                "message_oversized");
    }

    @Test
    void shouldEndACallThatSendsForAnotherStream() throws Exception {
        inCall(
                socket ->
                        socket.text(
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"streamSid\":\"other\"}"),
                "1002 wrong_stream",
                "wrong_stream",
                "message_wrong_stream");
    }

    @Test
    void shouldEndACallWhoseAudioIsNotBase64() throws Exception {
        inCall(
                socket ->
                        socket.text(
                                "{\"event\":\"media\",\"media\":{\"payload\":\"%%\"},\"streamSid\":\"MZbad\"}"),
                "1007 malformed",
                "malformed",
                "message_bad_base64");
    }

    @Test
    void shouldEndACallThatStartsTwice() throws Exception {
        inCall(MediaSocket::start, "1002 out_of_order", "out_of_order", "double_start");
    }

    @Test
    void shouldEndAStreamThatSendsNoMedia() throws Exception {
        MediaSocket socket = MediaSocket.open(client, server.uri(), "bad").start();
        expect(socket, "1008 no_media", "no_media", "no_media");
    }

    @Test
    void shouldCloseASocketThatSendsNoStart() throws Exception {
        expect(
                MediaSocket.open(client, server.uri(), "bad"),
                "1008 no_start",
                "no_start",
                "no_start");
    }

    @Test
    void shouldCloseASocketThatSendsMediaBeforeStart() throws Exception {
        expect(
                MediaSocket.open(client, server.uri(), "bad").media(AUDIO),
                "1002 out_of_order",
                "out_of_order",
                "media_before_start");
    }

    @Test
    void shouldCloseASocketThatAsksForAnUnknownAgent() throws Exception {
        expect(
                MediaSocket.open(client, server.uri(), "bad").start("\"agent\":\"nobody\""),
                "1008 unknown_agent",
                "unknown_agent",
                "unknown_agent");
    }

    @Test
    void shouldCloseASocketWithAForgedToken() throws Exception {
        expect(
                MediaSocket.open(client, server.uri(), "bad")
                        .start("\"agent\":\"echo\",\"token\":\"1.2.forged\""),
                "1008 token_invalid",
                "token_invalid",
                "token_invalid");
    }

    @Test
    void shouldEndACallWhoseSocketIsCut() throws Exception {
        MediaSocket socket = MediaSocket.open(client, server.uri(), "bad").start().media(AUDIO);
        socket.nextAudio();
        socket.cut();
        awaitMetric("sidetone_connection_lost_total 1");
        awaitEnding("connection_lost");
    }

    private void awaitEnding(String reason) throws Exception {
        Http.awaitEnding(
                client, server, Termination.Reason.valueOf(reason.toUpperCase(Locale.ROOT)));
    }

    private void inCall(Consumer<MediaSocket> bad, String closing, String reason, String counter)
            throws Exception {
        MediaSocket socket = MediaSocket.open(client, server.uri(), "bad").start().media(AUDIO);
        socket.nextAudio();
        bad.accept(socket);
        expect(socket, closing, reason, counter);
    }

    private void expect(MediaSocket socket, String closing, String reason, String counter)
            throws Exception {
        assertThat(socket.closing()).startsWith(closing);
        awaitMetric("sidetone_" + counter + "_total 1");
        awaitEnding(reason);
    }

    /** The end is counted within a cycle or so of the close. */
    private void awaitMetric(String line) throws Exception {
        Http.awaitMetric(client, server, line);
    }
}
