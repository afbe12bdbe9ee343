/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of all connections to providers: one context, so that a second connection to a host resumes
 * the session of the first. Versions 1.3 and 1.2, the JDK's implementation; the certificate must be
 * for the host that was asked for. Expensive steps of a handshake run on the given executor, not on
 * the loop. Immutable; any thread.
 */
public final class ClientTls {
    /** Enough for every host of a configuration; a session is a few kilobytes. */
    private static final int SESSIONS = 256;

    private static final Duration SESSION_LIFETIME = Duration.ofHours(1);

    private final SslContext context;
    private final Executor handshakeTasks;

    private ClientTls(SslContext context, Executor handshakeTasks) {
        this.context = context;
        this.handshakeTasks = handshakeTasks;
    }

    /**
     * The authorities that the JDK trusts, and those in a file.
     *
     * @param authorities PEM file of further authorities' certificates, or null
     * @param handshakeTasks where key exchange and the check of certificates run
     * @throws IOException when the file holds no certificates
     */
    public static ClientTls trusting(@Nullable Path authorities, Executor handshakeTasks)
            throws IOException {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forClient()
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .endpointIdentificationAlgorithm("HTTPS")
                            .sessionCacheSize(SESSIONS)
                            .sessionTimeout(SESSION_LIFETIME.toSeconds());
            if (authorities != null) {
                builder.trustManager(both(read(authorities)));
            }
            return new ClientTls(builder.build(), handshakeTasks);
        } catch (GeneralSecurityException | SSLException unusable) {
            throw new IOException(
                    authorities + " cannot be used; expected certificates as PEM", unusable);
        }
    }

    private static Collection<? extends Certificate> read(Path authorities)
            throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(authorities)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("no certificate");
            }
            return certificates;
        }
    }

    private static TrustManagerFactory both(Collection<? extends Certificate> further)
            throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int entry = 0;
        for (X509Certificate known : knownToJdk()) {
            all.setCertificateEntry("known-" + entry++, known);
        }
        for (Certificate certificate : further) {
            all.setCertificateEntry("further-" + entry++, certificate);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(all);
        return factory;
    }

    private static X509Certificate[] knownToJdk() throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    /** The handler of one connection; it names the host (SNI) and verifies it. */
    SslHandler handler(ByteBufAllocator buffers, ProviderAddress address) {
        return context.newHandler(buffers, address.host(), address.port(), handshakeTasks);
    }
}
