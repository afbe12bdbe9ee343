/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phrase that is a number: its four words are the number's twenty bits, five each, from four
 * lists of 32 words ("anna paints seven lemons"). Text that holds the words can be turned back into
 * the phrase. Immutable.
 *
 * @param number 0 to {@link #COUNT} − 1
 */
public record CodedPhrase(int number) {

    /** Bits of a number. */
    public static final int BITS = CodedWords.WORDS * CodedWords.BITS;

    /** How many phrases there are: 1 048 576. */
    public static final int COUNT = 1 << BITS;

    public CodedPhrase {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException(
                    "number must be 0 to " + (COUNT - 1) + ": " + number);
        }
    }

    /** Its words, lower case. */
    public List<String> words() {
        List<String> words = new ArrayList<>(CodedWords.WORDS);
        for (int place = 0; place < CodedWords.WORDS; place++) {
            int shift = (CodedWords.WORDS - 1 - place) * CodedWords.BITS;
            words.add(CodedWords.word(place, number >> shift & (1 << CodedWords.BITS) - 1));
        }
        return words;
    }

    /** Its words with a space between, lower case, without punctuation. */
    public String text() {
        return String.join(" ", words());
    }

    /** The first phrase whose words stand in the text one after the other, or null. */
    public static @Nullable CodedPhrase find(String text) {
        List<CodedPhrase> found = findAll(text);
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * Every phrase whose words stand in the text one after the other, in the text's order. Case
     * does not matter, nor does what stands between words as long as it is no letter or digit.
     */
    public static List<CodedPhrase> findAll(String text) {
        List<CodedPhrase> found = new ArrayList<>();
        int place = 0;
        int number = 0;
        int at = 0;
        while (at < text.length()) {
            int end = endOfWord(text, at);
            if (end == at) {
                at++;
                continue;
            }
            String word = text.substring(at, end);
            at = end;
            int value = CodedWords.value(place, word);
            if (value < 0) {
                place = 0;
                number = 0;
                // What breaks one phrase off may begin the next.
                value = CodedWords.value(0, word);
            }
            if (value >= 0) {
                number = number << CodedWords.BITS | value;
                place++;
            }
            if (place == CodedWords.WORDS) {
                found.add(new CodedPhrase(number));
                place = 0;
                number = 0;
            }
        }
        return found;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
