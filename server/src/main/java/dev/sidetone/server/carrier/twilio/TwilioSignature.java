/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code X-Twilio-Signature}: base64 of the HMAC-SHA1, under the account's auth token, of
 * the URL as the caller wrote it followed by the sorted form parameters. See <a
 * href="https://www.twilio.com/docs/usage/security#validating-requests">Validating requests</a>.
 * Any thread; stateless.
 *
 * <p>The URL is never parsed and put together again: an encoded query would not survive it. Only
 * the authority is cut to try the signature with and without the default port, since Twilio signs
 * either.
 */
final class TwilioSignature {
    private static final Pattern AUTHORITY =
            Pattern.compile("^(https?|wss?)://([^/?#]+)(.*)$", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("^(.*[^:\\]]|.*\\]):(\\d+)$");
    private static final Pattern BODY_HASH =
            Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|#|$)");

    private final SecretKeySpec key;

    TwilioSignature(String authToken) {
        key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
    }

    /**
     * True when the signature fits the form.
     *
     * @param url what Twilio called: public scheme, host, path and raw query
     * @param form decoded form parameters; empty for a GET
     */
    boolean fitsForm(String url, Map<String, List<String>> form, @Nullable String signature) {
        if (signature == null) {
            return false;
        }
        String tail = sorted(form);
        boolean fits = false;
        // all variants are tried whatever the outcome, so that time tells nothing
        for (String variant : variants(url)) {
            fits |= equal(sign(variant + tail), signature);
        }
        return fits;
    }

    /** True when the signature fits the URL and the URL's {@code bodySHA256} fits the body. */
    boolean fitsBody(String url, byte[] body, @Nullable String signature) {
        Matcher hash = BODY_HASH.matcher(url);
        return fitsForm(url, Map.of(), signature)
                && hash.find()
                && equal(sha256(body), hash.group(1).toLowerCase(java.util.Locale.ROOT));
    }

    String sign(String data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(key);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String sorted(Map<String, List<String>> form) {
        SortedMap<String, List<String>> byKey = new TreeMap<>(form);
        StringBuilder tail = new StringBuilder();
        byKey.forEach((name, values) -> {
            // a key that comes twice counts once per different value, in order, as Twilio's own
            // libraries have it
            SortedSet<String> distinct = new TreeSet<>(values);
            distinct.forEach(value -> tail.append(name).append(value));
        });
        return tail.toString();
    }

    static List<String> variants(String url) {
        List<String> variants = new ArrayList<>(2);
        variants.add(url);
        Matcher parts = AUTHORITY.matcher(url);
        if (parts.matches()) {
            String scheme = parts.group(1);
            String authority = parts.group(2);
            Matcher withPort = PORT.matcher(authority);
            if (withPort.matches()) {
                variants.add(scheme + "://" + withPort.group(1) + parts.group(3));
            } else {
                String port = scheme.endsWith("s") ? "443" : "80";
                variants.add(scheme + "://" + authority + ":" + port + parts.group(3));
            }
        }
        return variants;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static boolean equal(String ours, String theirs) {
        return MessageDigest.isEqual(
                ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }
}
