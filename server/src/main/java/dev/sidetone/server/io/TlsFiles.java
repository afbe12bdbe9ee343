/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a certificate chain and its key from PEM files. At the start; stateless. */
public final class TlsFiles {
    private TlsFiles() {}

    /**
     * A server's TLS: versions 1.2 and 1.3, the JDK's own implementation.
     *
     * @throws IOException when a file is not what it should be
     */
    public static SslContext serverContext(Path certificate, Path key) throws IOException {
        try {
            return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IllegalArgumentException | IOException unusable) {
            throw new IOException(
                    "TLS files "
                            + certificate
                            + " and "
                            + key
                            + " cannot be used; expected a PEM certificate chain and its"
                            + " unencrypted PKCS#8 key",
                    unusable);
        }
    }
}
