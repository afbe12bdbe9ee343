/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets requests pass that bring the admin token; all, where none is set. Any thread; stateless. */
public final class BearerGate implements Predicate<ApiRequest> {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] token;

    public BearerGate(@Nullable String token) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean test(ApiRequest request) {
        if (token == null) {
            return true;
        }
        String given = request.header("authorization");
        return given != null
                && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token,
                        given.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
