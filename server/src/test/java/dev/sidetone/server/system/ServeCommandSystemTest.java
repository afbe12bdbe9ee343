/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import dev.sidetone.server.testing.GoldenProblems;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as its operator sees it: exit codes, signals, standard output and error. */
@Tag("system")
@Timeout(150)
final class ServeCommandSystemTest {
    private static final int FRAME = 160;
    private static final byte SILENCE = (byte) 0xff;

    /**
     * Two that are read elsewhere than in the configuration, a slip of the pen, and time limits
     * that suit a slow machine.
     */
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "SIDETONE_LOG_LEVEL", "INFO",
                    "SIDETONE_BOOKINGS_URL", "http://127.0.0.1:9/bookings",
                    "SIDETONE_TYPO", "x",
                    "SIDETONE_CALL_STT_FINAL_TIMEOUT", "10s",
                    "SIDETONE_EMBEDDED_RECOGNIZER_MAX_WAIT", "10s",
                    "SIDETONE_TURN_STALL_MS", "5000");

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldServeACallEndItTypedOnSigtermExitWith0AndLogNoWordsNorDigits() throws Exception {
        Path config = Files.writeString(folder.resolve("c.yaml"), "drain-time: 0s\n");
        try (HttpClient client = HttpClient.newHttpClient();
                ServerProcess server =
                        ServerProcess.start(
                                folder,
                                VARIABLES,
                                "serve",
                                "--port",
                                "0",
                                "--config",
                                config.toString())) {
            URI uri = server.ready();
            assertThat(server.errors().lines().filter(line -> line.contains("overrides no key")))
                    .singleElement()
                    .asString()
                    .contains("SIDETONE_TYPO");
            MediaSocket desk =
                    MediaSocket.open(client, uri, "desk")
                            .start("\"agent\":\"front-desk\",\"called\":\"+15550100\"");
            talk(client, uri, desk);
            assertThat(Http.get(client, uri.resolve("/v1/calls/CAdesk/turns")).body())
                    .contains("hours");
            desk.close();
            assertThat(desk.closing()).isEqualTo("1000 caller_hung_up");
            MediaSocket echo = MediaSocket.open(client, uri, "echo").start();
            echo.media(new byte[FRAME]).nextAudio();
            server.terminate();
            assertThat(echo.closing()).startsWith("1001 drained");
            assertThat(server.exitCode()).isZero();
            assertThat(server.errors())
                    .containsPattern(
                            "call CAdesk ended: success caller_hung_up, agent front-desk, \\d+\\.\\d s, \\d+ turns, mrl p50 (\\d+|-) p95 (\\d+|-) ms")
                    .contains("call CAecho ended: server_error drained")
                    .doesNotContainIgnoringCase("hours")
                    .doesNotContain("Monday", "5550100", "7777", "BatchCMN", "edu.cmu");
            assertThat(server.errors().lines().filter(line -> line.contains("CAdesk")))
                    .as("one line a call")
                    .hasSize(1);
        }
    }

    /** Asks for the opening hours, in real time, and presses keys. */
    private static void talk(HttpClient client, URI uri, MediaSocket desk) throws Exception {
        short[] pcm = new CallerVoice().speak("what are your opening hours");
        byte[] speech = new byte[pcm.length];
        CodecCatalog.encoder(AudioFormat.MULAW_8K).encode(pcm, 0, pcm.length, speech, 0);
        byte[] silence = new byte[FRAME];
        Arrays.fill(silence, SILENCE);
        long due = System.nanoTime();
        int at = -FRAME * 50;
        URI turns = uri.resolve("/v1/calls/CAdesk/turns");
        // a caller goes on sending frames, 50 a second, until the answer is on the record
        for (int frame = 0; ; frame++, at += FRAME) {
            boolean speaking = at >= 0 && at + FRAME <= speech.length;
            desk.media(speaking ? Arrays.copyOfRange(speech, at, at + FRAME) : silence);
            desk.echoMarks();
            if (frame % 50 == 49 && Http.get(client, turns).body().contains("hours")) {
                break;
            }
            if (frame == 20) {
                desk.digit('7').digit('7').digit('7').digit('7');
            }
            due += 20_000_000;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Test
    void shouldExitWith2AndSayWhereAnAgentsFileIsBroken() throws Exception {
        Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("agents/desk.yaml"), "name: desk\ngreting: hello\n");
        try (ServerProcess server = ServerProcess.start(folder, "serve", "--port", "0")) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors())
                    .containsPattern("(?m)^agents/desk\\.yaml:2:1: .*greting")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldExitWith2AndSayEverythingThatIsWrongWithTheConfiguration() throws Exception {
        Path config = Files.writeString(folder.resolve("c.yaml"), "prot: 1\nwait: never\n");
        try (ServerProcess server =
                ServerProcess.start(folder, "serve", "--config", config.toString())) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors().lines())
                    .containsExactlyInAnyOrder(
                            "c.yaml:2: wait: \"never\" does not fit; expected one of density, latency",
                            "c.yaml:1: prot: unknown key (value \"1\"); did you mean port?");
        }
    }

    @Test
    void shouldExitWith2AndNameWhatAVendorLacks() throws Exception {
        assertRefused("ELEVENLABS_API_KEY", "--tts", "elevenlabs");
        assertRefused("providers.stt", "--llm", "openai");
        assertRefused("known are elevenlabs, embedded", "--tts", "eleven");
    }

    private void assertRefused(String why, String option, String vendor) throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, "serve", "--port", "0", option, vendor)) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors()).contains(why).doesNotContain("\tat ");
        }
    }

    @Test
    void shouldExitWith1AndNameThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server =
                        ServerProcess.start(
                                folder,
                                "serve",
                                "--port",
                                Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors().lines())
                    .containsAll(
                            GoldenProblems.read("launch-problems.txt", "port taken")
                                    .with("port", Integer.toString(taken.getLocalPort()))
                                    .says())
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
