/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** The certificate of the server's own TLS tests: for localhost, signed by itself. */
public final class TestCertificate {
    private static final Path FOLDER =
            Path.of(System.getProperty("sidetone.root", ".."), "server/src/test/resources/tls");

    /** What a client has to trust. */
    public static final Path FILE = FOLDER.resolve("test-certificate.pem");

    private TestCertificate() {}

    /** TLS for a server that shows it. */
    public static SSLContext server() throws SSLException {
        JdkSslContext context =
                (JdkSslContext)
                        SslContextBuilder.forServer(
                                        FILE.toFile(), FOLDER.resolve("test-key.pem").toFile())
                                .sslProvider(SslProvider.JDK)
                                .build();
        return context.context();
    }
}
