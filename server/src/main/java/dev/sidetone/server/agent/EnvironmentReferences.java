/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code ${NAME}} and {@code ${NAME:-default}} in the texts that may hold secrets or addresses:
 * tool URLs and headers.
 */
final class EnvironmentReferences {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Function<String, @Nullable String> environment;

    EnvironmentReferences(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** Names without a value and without a default. */
    List<String> missingIn(String text) {
        List<String> missing = new ArrayList<>();
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            if (reference.group(2) == null && environment.apply(reference.group(1)) == null) {
                missing.add(reference.group(1));
            }
        }
        return missing;
    }

    /** The text with every reference replaced; one that is missing becomes nothing. */
    String expand(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> {
                    String value = environment.apply(reference.group(1));
                    String fallback = reference.group(2);
                    return Matcher.quoteReplacement(
                            value != null ? value : fallback != null ? fallback : "");
                });
    }
}
