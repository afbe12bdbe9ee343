/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.RawMediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The media socket against RFC 6455, by clients that are not ours: Netty's encoder and plain
 * sockets case by case, in the manner of the Autobahn test suite, and the JDK's client. The cases
 * are written down in docs/websocket.md.
 */
@Tag("system")
@Timeout(60)
final class WebSocketConformanceSystemTest {
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+(?:\\.\\d+)+) \\|");
    private static final byte[] LAST = "the last frame".getBytes(StandardCharsets.US_ASCII);

    private VoiceServer server;

    @BeforeEach
    void launch() throws Exception {
        server = TestServers.launch(Map.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** One method, since buffers are counted when a method ends, and the server is quiet. */
    @TestFactory
    Stream<DynamicTest> shouldAnswerAsTheRfcAsks() {
        return WebSocketCases.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.number(), () -> shouldAnswer(one)));
    }

    private void shouldAnswer(WebSocketCases.Case expected) throws Exception {
        try (RawMediaSocket socket = RawMediaSocket.start(server.uri(), WebSocketCases.SID)) {
            for (byte[] bytes : expected.writes()) {
                socket.write(bytes);
            }
            if (!expected.ends()) {
                // whatever was answered to the case is answered before this
                socket.media(LAST);
            }
            assertThat(answers(socket)).isEqualTo(expected.expected());
        }
    }

    private static List<String> answers(RawMediaSocket socket) throws IOException {
        List<String> answers = new ArrayList<>();
        while (true) {
            RawMediaSocket.Frame frame = socket.next();
            switch (frame.firstByte()) {
                case 0x81 -> {
                    String payload = payload(frame.text());
                    if (payload.equals(payload(socket.mediaText(LAST)))) {
                        return answers;
                    }
                    answers.add("echo " + payload);
                }
                case 0x8a -> answers.add("pong " + frame.hex());
                case 0x88 -> {
                    answers.add("close " + frame.closeCode());
                    assertThat(socket.ended()).as("nothing after a close frame").isTrue();
                    return answers;
                }
                default -> throw new AssertionError("unexpected frame " + frame.firstByte());
            }
        }
    }

    private static String payload(String media) {
        String key = "\"payload\":\"";
        int from = media.indexOf(key) + key.length();
        return media.substring(from, media.indexOf('"', from));
    }

    @Test
    void shouldEndTheConnectionOnceThePeerAnsweredTheClose() throws Exception {
        try (RawMediaSocket socket = RawMediaSocket.start(server.uri(), "MZ712")) {
            stop(socket, "MZ712");
            assertThat(socket.next().closeCode()).isEqualTo(1000);
            socket.write(RawMediaSocket.frame(0x88, new byte[] {3, (byte) 0xe8}));
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void shouldEndTheConnectionOfAPeerThatNeverAnswersTheClose() throws Exception {
        try (RawMediaSocket socket = RawMediaSocket.start(server.uri(), "MZ713")) {
            stop(socket, "MZ713");
            assertThat(socket.next().closeCode()).isEqualTo(1000);
            socket.write(RawMediaSocket.frame(0x89, new byte[] {1}));
            assertThat(socket.ended()).as("and no pong").isTrue();
        }
    }

    private static void stop(RawMediaSocket socket, String sid) throws IOException {
        socket.media(LAST);
        socket.nextAudio();
        socket.text("{\"event\":\"stop\",\"streamSid\":\"" + sid + "\"}");
    }

    @Test
    void shouldServeTheJdksClient() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Answers answers = new Answers();
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create(
                                            "ws://127.0.0.1:"
                                                    + server.uri().getPort()
                                                    + "/twilio/media"),
                                    answers)
                            .join();
            String start =
                    "{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\"},\"streamSid\":\"MZ1\"}";
            String media = WebSocketCases.media("AAEC", "κόσμε");
            socket.sendText(start.substring(0, 20), false).join();
            socket.sendText(start.substring(20), true).join();
            socket.sendPing(ByteBuffer.wrap(LAST)).join();
            assertThat(answers.next()).isEqualTo("pong " + HexFormat.of().formatHex(LAST));
            socket.sendText(media.substring(0, 60), false).join();
            socket.sendText(media.substring(60, 66), false).join();
            socket.sendText(media.substring(66), true).join();
            assertThat(answers.next()).isEqualTo("text AAEC");
            socket.sendClose(4242, "enough").join();
            assertThat(answers.next()).isEqualTo("close 4242");
        }
    }

    @Test
    void shouldHaveEveryCaseWrittenDown() throws Exception {
        Path page = Path.of(System.getProperty("sidetone.root", "..")).resolve("docs/websocket.md");
        List<String> written =
                Files.readAllLines(page).stream()
                        .map(ROW::matcher)
                        .filter(Matcher::find)
                        .map(row -> row.group(1))
                        .toList();
        List<String> run =
                WebSocketCases.all().stream()
                        .map(WebSocketCases.Case::number)
                        .map(number -> number.replaceAll("^(7\\.1[01])\\..*", "$1"))
                        .distinct()
                        .toList();
        assertThat(written).containsAll(run);
        assertThat(written)
                .filteredOn(number -> !run.contains(number))
                .containsExactlyInAnyOrder("7.12", "7.13", "11.1");
    }

    /** What the JDK's client hears. */
    private static final class Answers implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return heard.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            heard.add("text " + payload(data.toString()));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            heard.add("pong " + HexFormat.of().formatHex(bytes));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("close " + code);
            return null;
        }
    }
}
