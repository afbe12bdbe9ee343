/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.carrier.CallToken.Verdict.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CallTokenTest {
    private final CallToken tokens = CallToken.derivedFrom("secret", 10_000);
    private final String token = tokens.issue("CA1", "front-desk", 7, 1_000);

    @Test
    void shouldAcceptItsOwnTokenAndNameTheReservation() {
        CallToken.Verdict verdict = tokens.check(token, "CA1", "front-desk", 11_000);
        assertThat(verdict.kind()).isEqualTo(Kind.VALID);
        assertThat(verdict.reservation()).isEqualTo(7);
    }

    @Test
    void shouldCallATokenStaleAfterItsValidity() {
        assertThat(kind(token, "CA1", "front-desk", 11_001)).isEqualTo(Kind.STALE);
    }

    @Test
    void shouldRejectATokenOfAnotherCallOrAgent() {
        assertThat(kind(token, "CA2", "front-desk", 2_000)).isEqualTo(Kind.INVALID);
        assertThat(kind(token, "CA1", "echo", 2_000)).isEqualTo(Kind.INVALID);
        assertThat(kind(token, "CA1f", "ront-desk", 2_000)).isEqualTo(Kind.INVALID);
    }

    @Test
    void shouldRejectForgeries() {
        assertThat(kind(token.replace("7.", "8."), "CA1", "front-desk", 2_000))
                .isEqualTo(Kind.INVALID);
        assertThat(kind("7.99999999999999.AAAA", "CA1", "front-desk", 2_000))
                .isEqualTo(Kind.INVALID);
        assertThat(kind("..", "CA1", "front-desk", 2_000)).isEqualTo(Kind.INVALID);
        assertThat(kind("nonsense", "CA1", "front-desk", 2_000)).isEqualTo(Kind.INVALID);
        assertThat(
                        CallToken.derivedFrom("other", 10_000)
                                .check(token, "CA1", "front-desk", 2_000)
                                .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void shouldSayWhenThereIsNone() {
        assertThat(kind(null, "CA1", "front-desk", 2_000)).isEqualTo(Kind.MISSING);
        assertThat(kind("", "CA1", "front-desk", 2_000)).isEqualTo(Kind.MISSING);
    }

    private Kind kind(
            @org.jspecify.annotations.Nullable String given,
            String callId,
            String agent,
            long nowMs) {
        return tokens.check(given, callId, agent, nowMs).kind();
    }
}
