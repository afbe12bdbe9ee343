/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import dev.sidetone.vad.silero.SileroModel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model file that can be told from every other.
 *
 * @param title what it is, and under which licence
 * @param sha256 in lower-case hexadecimal
 */
record KnownModel(String title, long lengthBytes, String sha256) {
    static final KnownModel SILERO =
            new KnownModel(
                    SileroModel.TITLE + " (MIT licence, Silero Team)",
                    SileroModel.LENGTH_BYTES,
                    SileroModel.SHA256);

    /** The hash of these bytes. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
