/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys and base URLs by the vendors' own variable names: {@code DEEPGRAM_API_KEY} (or {@code
 * DEEPGRAM_API_KEY_FILE}, a file that holds it alone) and {@code DEEPGRAM_BASE_URL}. One thread, at
 * the start.
 */
public final class ProviderKeys {
    private static final int MAX_KEY_CHARS = 8192;

    private final Function<String, @Nullable String> variables;

    /**
     * Reads from these variables.
     *
     * @param variables a variable's value, or null where it is not set
     */
    public ProviderKeys(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /**
     * How to reach that vendor.
     *
     * @param vendor its name in configuration; in capitals the prefix of its variables
     * @param defaultBaseUrl the vendor's public service
     * @throws IllegalArgumentException when the key is missing or a value is unusable; the message
     *     names the variable
     */
    public ProviderAccess access(String vendor, String defaultBaseUrl) {
        String prefix = vendor.toUpperCase(Locale.ROOT).replace('-', '_');
        String baseVariable = prefix + "_BASE_URL";
        String base = value(baseVariable);
        ProviderAddress address;
        try {
            address = ProviderAddress.of(vendor, base == null ? defaultBaseUrl : base);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(baseVariable + ": " + wrong.getMessage(), wrong);
        }
        return new ProviderAccess(address, key(vendor, prefix + "_API_KEY"));
    }

    private String key(String vendor, String variable) {
        String given = value(variable);
        String file = value(variable + "_FILE");
        if (given == null && file == null) {
            throw new IllegalArgumentException(
                    vendor
                            + " needs its key: set "
                            + variable
                            + ", or "
                            + variable
                            + "_FILE to a file that holds it");
        }
        String key = given == null ? read(variable + "_FILE", String.valueOf(file)) : given;
        String where = given == null ? variable + "_FILE" : variable;
        // it goes into a header as it is: whatever could end the header or the request may not
        // stand in it
        if (key.isEmpty() || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    where + ": expected a key of visible ASCII characters without spaces");
        }
        return key;
    }

    private static String read(String variable, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) <= MAX_KEY_CHARS) {
                return Files.readString(path).strip();
            }
        } catch (IOException | RuntimeException unreadable) {
            // told below, without the cause, whose message may quote the file
        }
        throw new IllegalArgumentException(
                variable + ": " + file + " cannot be read; expected a file that holds the key");
    }

    private @Nullable String value(String name) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
