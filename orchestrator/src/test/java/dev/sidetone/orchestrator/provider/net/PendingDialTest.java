/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PendingDialTest {

    @Test
    void shouldTakeOnlyAServerThatIsNotWhoItSaysForRefused() {
        assertThat(kind(caused(new CertificateException("no name matching"))))
                .isEqualTo(Kind.REJECTED);
        assertThat(kind(caused(caused(new CertPathValidatorException("expired")))))
                .isEqualTo(Kind.REJECTED);
        assertThat(kind(new SSLPeerUnverifiedException("whose?"))).isEqualTo(Kind.REJECTED);
    }

    @Test
    void shouldTakeAnAlertOrABrokenHandshakeForAFailureOfTheMoment() {
        assertThat(kind(new SSLHandshakeException("internal_error"))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(new SSLException("closed", new IOException("reset"))))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(PendingDial.kindOfFailedHandshake(null)).isEqualTo(Kind.UNREACHABLE);
    }

    private static Exception caused(Exception cause) {
        Exception outer = new SSLHandshakeException("failed");
        outer.initCause(cause);
        return outer;
    }

    private static Kind kind(Exception cause) {
        return PendingDial.kindOfFailedHandshake(cause);
    }
}
