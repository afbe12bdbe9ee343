/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import dev.sidetone.server.testing.MediaSocket;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers that break the rules at the same front desk, again and again, while another one books.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class BadCallerSystemTest {

    private static final String FRONT_DESK = "\"agent\":\"front-desk\"";
    private static final BookingWish WISH = new BookingWish("friday", 11, 0, "5550177");
    private static final Stimulus WORDS =
            Stimulus.ofSpeech(new CallerVoice().speak("i would like to book an appointment"), null);

    private int rounds;

    @Test
    void shouldBookForAHonestCallerWhileOthersBreakTheRules(@TempDir Path folder) throws Exception {
        CallerScript script = new Scripts().booking(WISH);
        try (BookingsService service = new BookingsService();
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of(
                                        "SIDETONE_BOOKINGS_URL", service.url().toString(),
                                        // which the honest caller has to keep, too
                                        "SIDETONE_CARRIERS_TWILIO_START_TIMEOUT", "3s",
                                        "SIDETONE_CARRIERS_TWILIO_MEDIA_TIMEOUT", "3s"));
                HttpClient client = HttpClient.newHttpClient()) {
            Future<CallOutcome> honest = desk.ring(script);
            while (!honest.isDone()) {
                misbehave(client, desk);
            }
            CallOutcome call = honest.get();
            assertThat(call.call().failure()).isEmpty();
            assertThat(call.checks()).allMatch(Check::held);
            Check booked = WISH.judge(service.bookings());
            assertThat(booked.held()).as(booked.detail()).isTrue();
            // Nothing stays behind: no call, no place.
            String metrics =
                    desk.await(
                            "/metrics",
                            text ->
                                    text.contains("sidetone_calls_live 0.0\n")
                                            && text.contains("sidetone_places_taken 0.0\n"));
            for (String reason :
                    new String[] {
                        "malformed",
                        "oversized",
                        "wrong_stream",
                        "out_of_order",
                        "no_media",
                        "connection_lost"
                    }) {
                assertThat(metrics)
                        .containsPattern(
                                "reason=\""
                                        + reason
                                        + "\",result=\"[a-z_]+\"} "
                                        + rounds
                                        + "\\.0\n");
            }
            System.out.printf("%d rounds of bad callers beside one booking%n", rounds);
        }
    }

    /** One round; each caller is seen to its end before the next rings. */
    private void misbehave(HttpClient client, FrontDesk desk) throws Exception {
        rounds++;
        // Half a sentence, then the line is cut.
        speaking(client, desk, "cut").cut();
        expect(speaking(client, desk, "garbage").text("\u0001 not JSON"), "1007");
        expect(speaking(client, desk, "huge").text("x".repeat(70_000)), "1009");
        expect(
                speaking(client, desk, "wrong")
                        .text(
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"streamSid\":\"MZother\"}"),
                "1002");
        expect(speaking(client, desk, "twice").start(FRONT_DESK), "1002");
        expect(MediaSocket.open(client, desk.address(), sid("mute")).start(FRONT_DESK), "1008");
        expect(MediaSocket.open(client, desk.address(), sid("absent")), "1008");
        rawBytes(desk);
    }

    /** A call in the middle of an utterance, sent faster than any caller speaks. */
    private MediaSocket speaking(HttpClient client, FrontDesk desk, String name) {
        MediaSocket socket = MediaSocket.open(client, desk.address(), sid(name)).start(FRONT_DESK);
        for (int i = 0; i < WORDS.frames() / 2; i++) {
            int from = i * Stimulus.FRAME_BYTES;
            socket.media(Arrays.copyOfRange(WORDS.mulaw(), from, from + Stimulus.FRAME_BYTES));
        }
        return socket;
    }

    private String sid(String name) {
        return name + rounds;
    }

    private static void expect(MediaSocket socket, String code) throws Exception {
        assertThat(socket.closing()).startsWith(code);
    }

    /** What is no HTTP at all, and half a request that is given up. */
    private static void rawBytes(FrontDesk desk) throws Exception {
        for (String bytes :
                new String[] {
                    "\u0016\u0003\u0001 hello TLS\r\n\r\n",
                    "POST /twilio/voice HTTP/1.1\r\nContent-Le"
                }) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), desk.address().getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }
    }
}
