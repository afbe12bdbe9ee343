/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus' text format 0.0.4, read strictly by its <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">grammar</a>:
 * every family has HELP, then TYPE, then its samples in one group, and no series comes twice.
 */
final class Exposition {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (.+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "("
                            + NAME
                            + ")(?:\\{(.*)})? (NaN|[+-]Inf|[-+]?[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    /** One series with its value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    /** One metric. */
    record Family(String name, String type, String help, List<Sample> samples) {}

    private final List<Family> families = new ArrayList<>();
    private final Set<String> series = new LinkedHashSet<>();
    private @Nullable String help;
    private @Nullable String helpOf;

    private Exposition() {}

    /**
     * The families of a text, in its order; an {@link AssertionError} names the line that is wrong.
     */
    static List<Family> read(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        Exposition reader = new Exposition();
        text.lines().forEach(reader::line);
        return reader.families;
    }

    private void line(String line) {
        Matcher helping = HELP.matcher(line);
        Matcher typing = TYPE.matcher(line);
        Matcher sampling = SAMPLE.matcher(line);
        if (helping.matches()) {
            require(help == null, "HELP without TYPE before", line);
            helpOf = helping.group(1);
            help = helping.group(2);
        } else if (typing.matches()) {
            String name = typing.group(1);
            require(help != null && name.equals(helpOf), "TYPE without its HELP", line);
            require(
                    families.stream().noneMatch(other -> other.name().equals(name)),
                    "a family in two groups",
                    line);
            families.add(
                    new Family(name, typing.group(2), String.valueOf(help), new ArrayList<>()));
            help = null;
        } else if (sampling.matches()) {
            sample(sampling, line);
        } else {
            throw new AssertionError("not of the format: " + line);
        }
    }

    private void sample(Matcher read, String line) {
        require(help == null && !families.isEmpty(), "a sample outside of its family", line);
        Family family = families.getLast();
        String name = read.group(1);
        require(suffixesOf(family.type()).contains(rest(name, family)), "not its family's", line);
        Map<String, String> labels = labels(read.group(2), line);
        require(series.add(name + labels), "a series that came before", line);
        family.samples().add(new Sample(name, labels, value(read.group(3))));
    }

    private static String rest(String name, Family family) {
        return name.startsWith(family.name()) ? name.substring(family.name().length()) : "?";
    }

    private static Set<String> suffixesOf(String type) {
        return switch (type) {
            case "histogram" -> Set.of("_bucket", "_sum", "_count");
            case "summary" -> Set.of("", "_sum", "_count");
            default -> Set.of("");
        };
    }

    private static Map<String, String> labels(@Nullable String text, String line) {
        Map<String, String> labels = new LinkedHashMap<>();
        int at = 0;
        while (text != null && at < text.length()) {
            Matcher label = LABEL.matcher(text).region(at, text.length());
            require(label.lookingAt(), "labels are not of the format", line);
            require(labels.put(label.group(1), label.group(2)) == null, "a label twice", line);
            at = label.end();
        }
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void require(boolean holds, String why, String line) {
        if (!holds) {
            throw new AssertionError(why + ": " + line);
        }
    }
}
