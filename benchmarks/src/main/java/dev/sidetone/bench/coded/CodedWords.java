/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words of phrases: four lists of 32, so that a word says five bits and its place. Words that
 * answers are built of must not stand here, or an answer's own words could read as a phrase.
 */
final class CodedWords {

    /** Words of a phrase. */
    static final int WORDS = 4;

    /** Bits that one word says. */
    static final int BITS = 5;

    private static final List<String[]> LISTS =
            List.of(
                    list(
                            "anna boris clara david emma felix grace henry",
                            "irene jonas karen lucas maria nora oscar paula",
                            "quentin robert sarah thomas ursula victor walter yvonne",
                            "alice bruno cora daniel edith frank gloria hugo"),
                    list(
                            "bakes borrows brings builds buys carries catches cleans",
                            "counts draws drops feeds finds guards hides holds",
                            "keeps leaves lifts loads moves opens orders packs",
                            "paints rents repairs sells sends steals trades washes"),
                    list(
                            "amber ancient black blue broken cheap clever cold",
                            "crimson empty fancy four golden green heavy hollow",
                            "large little narrow orange painted plastic purple quiet",
                            "rusty seven silver simple twelve velvet white wooden"),
                    list(
                            "apples baskets bells boats bottles boxes brooms candles",
                            "chairs clocks drums engines feathers flags guitars hammers",
                            "kettles ladders lamps lemons mirrors needles onions pencils",
                            "pillows ribbons rockets spoons tables tickets wagons windows"));

    private static final List<Map<String, Integer>> PLACES =
            LISTS.stream().map(CodedWords::index).toList();

    private CodedWords() {}

    /** The word that stands for a value at a place. */
    static String word(int place, int value) {
        return LISTS.get(place)[value];
    }

    /** The value of a word at a place, in any case; -1 when it is not one of that place's words. */
    static int value(int place, String word) {
        return PLACES.get(place).getOrDefault(word.toLowerCase(Locale.ROOT), -1);
    }

    /** Every word there is. */
    static List<String> all() {
        return LISTS.stream().flatMap(Arrays::stream).toList();
    }

    private static String[] list(String... lines) {
        return String.join(" ", lines).split(" ");
    }

    private static Map<String, Integer> index(String[] words) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            index.put(words[i], i);
        }
        return Map.copyOf(index);
    }
}
