/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS of a caller's connection, with what the process trusts ({@link SSLContext#getDefault}), as
 * the JDK's own HTTP client does it too. Stateless.
 */
final class ClientTls {
    private ClientTls() {}

    /** For one connection; the certificate must be for that host. */
    static SslHandler handler(String host, int port) throws SSLException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return new SslHandler(engine);
        } catch (NoSuchAlgorithmException e) {
            throw new SSLException(e);
        }
    }
}
