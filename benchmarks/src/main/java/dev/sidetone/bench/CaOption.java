/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --ca FILE}: whom the callers trust beside the authorities that the JDK knows. */
final class CaOption {

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM certificates to trust as well: of a private authority, or the server's own")
    private @Nullable Path file;

    /**
     * From now on this process trusts them, for every connection it opens. The exception's message
     * says what is wrong with the file.
     */
    void trust() throws IOException {
        if (file == null) {
            return;
        }
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> given =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (given.isEmpty()) {
                throw new IOException("--ca " + file + " holds no certificate");
            }
            List<Certificate> trusted = new ArrayList<>(given);
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager known) {
                    trusted.addAll(List.<X509Certificate>of(known.getAcceptedIssuers()));
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store(trusted)), null);
            SSLContext.setDefault(context);
        } catch (CertificateException e) {
            throw new IOException("--ca " + file + " is not PEM: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(said(e), e);
        }
    }

    private String said(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("--ca") ? message : "--ca " + file + " cannot be read: " + e;
    }

    private static KeyStore store(List<Certificate> trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca-" + i, trusted.get(i));
        }
        return store;
    }

    /** Of this store, or of what the JDK knows. */
    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
