/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sidetone call} as a process against the real server: it exits 0 when it did what was
 * asked, and otherwise says why not.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallCommandSystemTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String HOURS = "what are your hours";

    private final Map<String, Ran> ran = new LinkedHashMap<>();

    /** A command that has ended. */
    private record Ran(int exitCode, String said) {}

    @BeforeAll
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void runAll(@TempDir Path folder) throws Exception {
        writeScripts(folder);
        try (FrontDesk desk = FrontDesk.open(folder, Map.of("TWILIO_AUTH_TOKEN", SECRET));
                VoiceServer full = oneCallServer();
                HttpClient client = HttpClient.newHttpClient();
                MediaSocket only = MediaSocket.open(client, full.uri(), "only").start()) {
            assertThat(only.media(new byte[160]).nextAudio()).hasSize(160);
            Map<String, SidetoneCommand> running = new LinkedHashMap<>();
            try {
                runRefused(desk, full, folder);
                runAnswered(desk, folder, running);
                runInterrupting(desk, folder, running);
            } finally {
                running.values().forEach(SidetoneCommand::close);
            }
            assertThat(Files.readString(folder.resolve("report/report.json")))
                    .contains("\"tool\" : \"call\"");
        }
    }

    private static void writeScripts(Path folder) throws Exception {
        Path wav = folder.resolve("hours.wav");
        writeWav(wav, new CallerVoice().speak(HOURS));
        Path script = folder.resolve("hours.yaml");
        Files.writeString(
                script,
                """
                steps:
                  - wait-for-agent
                  - wav: hours.wav
                  - wait-for-agent
                  - expect: (?i)eight to six
                """);
        Path hangUp = folder.resolve("hang-up.yaml");
        Files.writeString(hangUp, "steps:\n  - wait-for-hangup\n");
        Path wrong = folder.resolve("wrong.yaml");
        Files.writeString(
                wrong,
                """
                steps:
                  - wait-for-agent
                  - say: what are your hours
                  - wait-for-agent
                  - expect: (?i)we never open
                """);
    }

    /** Calls that must fail, one after the other. */
    private void runRefused(FrontDesk desk, VoiceServer full, Path folder) throws Exception {
        String voice = desk.voice().toString();
        run("unsigned", voice, "--say", HOURS);
        run("wrong secret", voice, "--auth-token", "guess", "--say", HOURS);
        run("bare socket", voice.replace("http", "ws").replace("voice", "media"), "--say", HOURS);
        run("unknown agent", voice, "--auth-token", SECRET, "--agent", "nobody", "--say", HOURS);
        run("full", full.uri() + "/twilio/voice", "--say", HOURS);
        run(
                "full socket",
                full.uri().toString().replace("http", "ws") + "/twilio/media",
                "--say",
                HOURS);
        run(
                "dead port",
                "http://127.0.0.1:" + TroubledBookings.deadPort() + "/twilio/voice",
                "--say",
                HOURS);
        run("no wav", voice, "--wav", folder.resolve("none.wav").toString());
        run("no speech", voice);
    }

    /** Calls that are answered, two at a time. */
    private void runAnswered(FrontDesk desk, Path folder, Map<String, SidetoneCommand> running)
            throws Exception {
        String voice = desk.voice().toString();
        start(
                running,
                "say",
                voice,
                "--auth-token",
                SECRET,
                "--say",
                HOURS,
                "--report",
                folder.resolve("report").toString());
        start(
                running,
                "wav",
                voice,
                "--auth-token",
                SECRET,
                "--wav",
                folder.resolve("hours.wav").toString());
        finish(running);
        start(
                running,
                "script",
                voice,
                "--auth-token",
                SECRET,
                "--script",
                folder.resolve("hours.yaml").toString());
        start(
                running,
                "wrong answer",
                voice,
                "--auth-token",
                SECRET,
                "--script",
                folder.resolve("wrong.yaml").toString());
        finish(running);
    }

    /** Calls in which the caller interrupts, or presses a key. */
    private void runInterrupting(FrontDesk desk, Path folder, Map<String, SidetoneCommand> running)
            throws Exception {
        String voice = desk.voice().toString();
        String hangUp = folder.resolve("hang-up.yaml").toString();
        start(
                running,
                "barge-in",
                voice,
                "--auth-token",
                SECRET,
                "--barge-in",
                "700",
                "--say",
                HOURS,
                "how much is a visit");
        start(
                running,
                "key 0",
                voice,
                "--auth-token",
                SECRET,
                "--dtmf",
                "2000:0",
                "--script",
                hangUp);
        finish(running);
    }

    /** Two at a time: many that start at once would keep each other from sending in time. */
    private void finish(Map<String, SidetoneCommand> running) throws Exception {
        for (Map.Entry<String, SidetoneCommand> command : running.entrySet()) {
            int code = command.getValue().exitCode();
            ran.put(command.getKey(), new Ran(code, command.getValue().said()));
        }
        running.clear();
    }

    private static void writeWav(Path file, short[] pcm) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(bytes.array()),
                        new AudioFormat(8000, 16, 1, true, false),
                        pcm.length),
                AudioFileFormat.Type.WAVE,
                file.toFile());
    }

    /** A command that ends without a call; one after another, they are cheap. */
    private void run(String name, String... arguments) throws Exception {
        Map<String, SidetoneCommand> alone = new LinkedHashMap<>();
        start(alone, name, arguments);
        try (SidetoneCommand command = Objects.requireNonNull(alone.get(name))) {
            ran.put(name, new Ran(command.exitCode(), command.said()));
        }
    }

    private static void start(
            Map<String, SidetoneCommand> running, String name, String... arguments)
            throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = "call";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        running.put(name, SidetoneCommand.start(all));
    }

    private static VoiceServer oneCallServer() throws Exception {
        return TestServers.launch(
                Map.of(
                        "SIDETONE_WORKERS", "1",
                        "SIDETONE_LIMITS_MAX_CALLS", "1",
                        "SIDETONE_CARRIERS_TWILIO_MEDIA_TIMEOUT", "5m",
                        "SIDETONE_CARRIERS_TWILIO_MEDIA_GAP", "5m"));
    }

    @Test
    void shouldSayAndHearTheAnswer() {
        expectDone("say", "eight to six", "mouth to ear", "report: ");
    }

    @Test
    void shouldPlayAWav() {
        expectDone("wav", "eight to six");
    }

    @Test
    void shouldFollowAScript() {
        expectDone("script", "eight to six", "ok turn 1");
    }

    @Test
    void shouldInterruptWithTheLastSentence() {
        expectDone("barge-in", "interrupts the agent", "sixty dollars");
    }

    @Test
    void shouldPressKeysAndTellWhatFollowsTheStream() {
        expectDone("key 0", "after the stream: Hangup");
    }

    @Test
    void shouldFailWhenTheAgentSaysSomethingElse() {
        expectFailed("wrong answer", "FAIL turn 1", "it said");
    }

    @Test
    void shouldFailWhenTheWebhookIsNotSigned() {
        expectFailed("unsigned", "answered 403", "X-Twilio-Signature");
    }

    @Test
    void shouldFailWhenTheWebhookIsSignedWithAnotherSecret() {
        expectFailed("wrong secret", "answered 403");
    }

    @Test
    void shouldFailWhenTheSocketHasNoToken() {
        expectFailed("bare socket", "1008", "token_missing");
    }

    @Test
    void shouldFailWhenTheAgentIsUnknown() {
        expectFailed("unknown agent", "refused", "not in service");
    }

    @Test
    void shouldFailWhenTheServerIsFull() {
        expectFailed("full", "refused", "busy");
        expectFailed("full socket", "503");
    }

    @Test
    void shouldFailWhenNothingAnswers() {
        expectFailed("dead port", "nothing answers at http://127.0.0.1:");
    }

    @Test
    void shouldRefuseToStartWithoutSpeech() {
        expect("no wav", 2, "none.wav cannot be read");
        expect("no speech", 2, "--say");
    }

    /** Exit code 0, unless a busy machine kept the caller from sending in time: then it says so. */
    private void expectDone(String name, String... said) {
        Ran command = Objects.requireNonNull(ran.get(name));
        assertThat(command.said).doesNotContain("FAIL");
        expect(name, command.said.contains("NOT VALID") ? 1 : 0, said);
    }

    private void expectFailed(String name, String... said) {
        expect(name, 1, said);
    }

    private void expect(String name, int exitCode, String... said) {
        Ran command = Objects.requireNonNull(ran.get(name));
        assertThat(command.said.replaceAll("\\s+", " "))
                .contains(said)
                .doesNotContain("Exception", "\u001b");
        assertThat(command.exitCode).as(command.said).isEqualTo(exitCode);
    }
}
