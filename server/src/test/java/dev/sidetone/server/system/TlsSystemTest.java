/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("system")
@Timeout(60)
final class TlsSystemTest {

    @Test
    void shouldCarryACallOverTls() throws Exception {
        Path certificate = file("test-certificate.pem");
        Map<String, String> keys =
                Map.of(
                        "SIDETONE_TLS_CERTIFICATE_FILE", certificate.toString(),
                        "SIDETONE_TLS_KEY_FILE", file("test-key.pem").toString());
        try (VoiceServer server = TestServers.launch(keys);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            MediaSocket caller =
                    MediaSocket.open(client, server.uri(), "1").start().media(new byte[160]);
            assertThat(caller.nextAudio()).hasSize(160);
            caller.close();
            assertThat(caller.closing()).startsWith("1000");
        }
    }

    private static Path file(String name) throws Exception {
        URI uri = Objects.requireNonNull(TlsSystemTest.class.getResource("/tls/" + name)).toURI();
        return Path.of(uri);
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "test", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
