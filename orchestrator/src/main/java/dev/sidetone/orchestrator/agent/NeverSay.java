/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words an agent must not speak, as whole words in any case. Immutable; any thread. */
public final class NeverSay {
    private final @Nullable Pattern forbidden;

    /** Takes words or phrases; none forbids nothing. */
    public NeverSay(List<String> words) {
        forbidden =
                words.isEmpty()
                        ? null
                        : Pattern.compile(
                                words.stream()
                                        .map(word ->
                                                Pattern.quote(word.strip().toLowerCase(Locale.ROOT))
                                                        .replace(" ", "\\E\\s+\\Q"))
                                        .collect(
                                                Collectors.joining(
                                                        "|",
                                                        "(?<![\\p{L}\\p{N}])(?:",
                                                        ")(?![\\p{L}\\p{N}])")));
    }

    /** The first forbidden word in {@code text}, lower case, or null. */
    public @Nullable String firstIn(String text) {
        if (forbidden == null) {
            return null;
        }
        var matcher = forbidden.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.find() ? matcher.group() : null;
    }
}
