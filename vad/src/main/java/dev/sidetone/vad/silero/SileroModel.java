/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one model this package can run, read and checked: Silero VAD v6.2 (MIT). Another file of that
 * name, or one with a flipped bit, would run all the same and judge wrongly, which nobody would
 * notice; hence the hash. Immutable.
 *
 * @see <a href="https://github.com/snakers4/silero-vad">silero-vad</a>
 */
public final class SileroModel {
    /** Its name in a folder of models. */
    public static final String FILE_NAME = "silero_vad.onnx";

    /** What it is, for people. */
    public static final String TITLE = "Silero VAD v6.2";

    /** SHA-256 of the file. */
    public static final String SHA256 =
            "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3";

    /** Length of the file. */
    public static final long LENGTH_BYTES = 2_327_524;

    private final Path file;
    private final byte[] content;

    private SileroModel(Path file, byte[] content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads the model and checks that it is the one.
     *
     * @throws SileroException when it cannot be read or is another
     */
    public static SileroModel read(Path file) throws SileroException {
        try {
            // its length first: whatever else lies there need not be read
            long length = Files.size(file);
            if (length != LENGTH_BYTES) {
                throw new SileroException(
                        SileroException.Reason.MODEL_WRONG,
                        notTheModel(file, length + " bytes, not " + LENGTH_BYTES));
            }
            byte[] content = Files.readAllBytes(file);
            String sha256 = sha256(content);
            if (!SHA256.equals(sha256)) {
                throw new SileroException(
                        SileroException.Reason.MODEL_WRONG,
                        notTheModel(file, "SHA-256 " + sha256 + ", not " + SHA256));
            }
            return new SileroModel(file, content);
        } catch (IOException unreadable) {
            throw new SileroException(
                    SileroException.Reason.MODEL_UNREADABLE,
                    file + " cannot be read: " + unreadable,
                    unreadable);
        }
    }

    /** Whatever these bytes are; for tests of what comes after reading. */
    static SileroModel unchecked(Path file, byte[] content) {
        return new SileroModel(file, content);
    }

    private static String notTheModel(Path file, String found) {
        return file
                + " is not "
                + TITLE
                + " ("
                + found
                + "); sidetone models pull --force replaces it";
    }

    /** The hash in lower-case hexadecimal. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Where it was read from. */
    public Path file() {
        return file;
    }

    byte[] content() {
        return content;
    }
}
