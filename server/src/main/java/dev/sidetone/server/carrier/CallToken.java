/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks the per-call token: what the webhook hands the carrier and the carrier hands
 * back on the media socket. An HMAC-SHA256 over call, agent, reservation and expiry, so that a
 * media socket can only be opened for a call that this server was asked about, within seconds. Any
 * thread; stateless (that a token serves once is the reservation's doing).
 */
public final class CallToken {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final SecretKeySpec key;
    private final long validityMs;

    private CallToken(byte[] key, long validityMs) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.validityMs = validityMs;
    }

    /**
     * Tokens under a key derived from the carrier's secret; they outlive a restart. The place that
     * the webhook reserved does not, and is known to this node only.
     */
    public static CallToken derivedFrom(String carrierSecret, long validityMs) {
        Mac mac = mac(new SecretKeySpec(carrierSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        return new CallToken(
                mac.doFinal("sidetone call token v1".getBytes(StandardCharsets.US_ASCII)),
                validityMs);
    }

    /** Tokens under a random key of this process, where no carrier secret is configured. */
    public static CallToken ofThisProcess(long validityMs) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new CallToken(random, validityMs);
    }

    /** A token for this call, valid from {@code nowMs} on for the configured time. */
    public String issue(String callId, String agent, long reservation, long nowMs) {
        String claims = reservation + "." + (nowMs + validityMs);
        return claims + "." + ENCODER.encodeToString(sign(callId, agent, claims));
    }

    /** Checks what came back. */
    public Verdict check(@Nullable String token, String callId, String agent, long nowMs) {
        if (token == null || token.isEmpty()) {
            return Verdict.MISSING;
        }
        int signatureDot = token.lastIndexOf('.');
        int expiryDot = token.indexOf('.');
        if (signatureDot <= expiryDot || expiryDot <= 0) {
            return Verdict.INVALID;
        }
        String claims = token.substring(0, signatureDot);
        try {
            byte[] given = DECODER.decode(token.substring(signatureDot + 1));
            if (!MessageDigest.isEqual(given, sign(callId, agent, claims))) {
                return Verdict.INVALID;
            }
            long reservation = Long.parseLong(claims.substring(0, expiryDot));
            long expiryMs = Long.parseLong(claims.substring(expiryDot + 1));
            return nowMs > expiryMs ? Verdict.STALE : new Verdict(Verdict.Kind.VALID, reservation);
        } catch (IllegalArgumentException notOurs) {
            return Verdict.INVALID;
        }
    }

    private byte[] sign(String callId, String agent, String claims) {
        // lengths keep two different triples from reading the same
        String signed = callId.length() + ":" + callId + agent.length() + ":" + agent + claims;
        return mac(key).doFinal(signed.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * What a token is worth.
     *
     * @param reservation the place reserved at the webhook; only when valid
     */
    public record Verdict(Kind kind, long reservation) {
        static final Verdict MISSING = new Verdict(Kind.MISSING, 0);
        static final Verdict INVALID = new Verdict(Kind.INVALID, 0);
        static final Verdict STALE = new Verdict(Kind.STALE, 0);

        /** Classified worth. */
        public enum Kind {
            /** Signed by us, for this call and agent, in time. */
            VALID,
            /** None was given. */
            MISSING,
            /** Not signed by us, or for another call or agent. */
            INVALID,
            /** Signed by us for this call, too long ago. */
            STALE
        }
    }
}
