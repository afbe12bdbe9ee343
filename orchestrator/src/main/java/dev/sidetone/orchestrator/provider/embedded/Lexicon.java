/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How words are pronounced, from the CMU dictionary in Sphinx's data jar. Shared by all decoders,
 * any thread.
 *
 * <p>The dictionary has 130,000 entries and a grammar some hundred words, so the file is scanned
 * when a grammar brings new words and only those are kept: a decoder of its own copy would hold 30
 * MB more.
 */
final class Lexicon {

    private static final String DICTIONARY = "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";

    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    /**
     * Looks the words up; may read the dictionary.
     *
     * @return those that the dictionary does not have, in alphabetical order
     */
    Set<String> missing(Collection<String> words) {
        Set<String> wanted = new HashSet<>(words);
        wanted.removeAll(known.keySet());
        if (!wanted.isEmpty()) {
            known.putAll(scan(wanted));
            wanted.removeAll(known.keySet());
        }
        return new TreeSet<>(wanted);
    }

    /**
     * Phones of each pronunciation, separated by spaces; empty for a word that was never looked up
     * or is not there.
     */
    List<String> pronunciations(String word) {
        return known.getOrDefault(word, List.of());
    }

    private static Map<String, List<String>> scan(Set<String> wanted) {
        Map<String, List<String>> found = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (space <= 0) {
                    continue;
                }
                String word = withoutVariant(line, space);
                if (wanted.contains(word)) {
                    found.computeIfAbsent(word, w -> new ArrayList<>(2))
                            .add(line.substring(space + 1).trim());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + DICTIONARY, e);
        }
        found.replaceAll((word, phones) -> List.copyOf(phones));
        return found;
    }

    /** {@code read(2)} is the second way to say {@code read}. */
    private static String withoutVariant(String line, int space) {
        int bracket = line.charAt(space - 1) == ')' ? line.lastIndexOf('(', space) : -1;
        return line.substring(0, bracket > 0 ? bracket : space);
    }

    private static InputStream open() throws IOException {
        InputStream stream = Lexicon.class.getResourceAsStream(DICTIONARY);
        if (stream == null) {
            throw new IOException("not on the class path: the sphinx4-data jar");
        }
        return stream;
    }
}
