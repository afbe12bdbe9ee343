/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.TestServers;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers over TLS, against a certificate that no public authority has signed. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class TlsLoadSystemTest {

    @TempDir private Path folder = Path.of("");
    private Path certificate = Path.of("");
    private VoiceServer server;

    @BeforeEach
    void start() throws Exception {
        certificate = copied("test-certificate.pem");
        server =
                TestServers.launch(
                        Map.of(
                                "SIDETONE_TLS_CERTIFICATE_FILE", certificate.toString(),
                                "SIDETONE_TLS_KEY_FILE", copied("test-key.pem").toString()));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldCarryALoadOverTlsByTheWebhookAndByTheMediaSocket() throws Exception {
        URI media = URI.create("wss" + server.uri().toString().substring("https".length()));
        Said direct = load(media.resolve("/twilio/media"), "--ca", certificate.toString());
        assertThat(direct.code()).as(direct.text()).isZero();
        Said asked = load(server.uri().resolve("/twilio/voice"), "--ca", certificate.toString());
        assertThat(asked.code()).as(asked.text()).isZero();
    }

    @Test
    void shouldRefuseACertificateOfNobodyItTrusts() throws Exception {
        Said said = load(server.uri().resolve("/twilio/voice"));
        assertThat(said.code()).isOne();
        assertThat(said.text()).contains("PKIX path building failed");
    }

    @Test
    void shouldLetOneCallerTrustItToo() throws Exception {
        Said said =
                run(
                        "call",
                        server.uri().resolve("/twilio/voice").toString(),
                        "--agent",
                        "echo",
                        "--say",
                        "one two three",
                        "--ca",
                        certificate.toString());
        // the exit code also says whether this machine was busy
        assertThat(said.text()).contains("ok   every frame comes back, once and in order");
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Said nothing = load(server.uri(), "--ca", empty.toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.text()).contains("empty.pem holds no certificate");
        Said missing = load(server.uri(), "--ca", folder.resolve("none.pem").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.text()).contains("none.pem cannot be read");
    }

    private record Said(int code, String text) {}

    private static Said load(URI url, String... options) throws Exception {
        String[] all = new String[options.length + 11];
        String[] fixed = {
            "load",
            url.toString(),
            "--calls",
            "3",
            "--duration",
            "1",
            "--warm-up",
            "0",
            "--floor",
            "0",
            "--max-late=60000"
        };
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(options, 0, all, fixed.length, options.length);
        return run(all);
    }

    private static Said run(String... arguments) throws Exception {
        try (SidetoneCommand command = SidetoneCommand.start(arguments)) {
            return new Said(command.exitCode(), command.said());
        }
    }

    private Path copied(String name) throws Exception {
        try (InputStream in = TestServers.class.getResourceAsStream("/tls/" + name)) {
            Path file = folder.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        }
    }
}
