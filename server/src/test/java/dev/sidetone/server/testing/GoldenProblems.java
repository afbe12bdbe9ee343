/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Wrong configurations and what is said to them, from the golden files under {@code config/}. */
public final class GoldenProblems {
    private GoldenProblems() {}

    /**
     * One wrong configuration.
     *
     * @param says lines, in order
     */
    public record Case(
            String name, String yaml, Map<String, String> environment, List<String> says) {

        /** The same with every {@code {what}} replaced. */
        public Case with(String what, String value) {
            String hole = "{" + what + "}";
            Map<String, String> filled = new LinkedHashMap<>();
            environment.forEach((key, text) -> filled.put(key, text.replace(hole, value)));
            return new Case(
                    name,
                    yaml.replace(hole, value),
                    filled,
                    says.stream().map(line -> line.replace(hole, value)).toList());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All cases of a file. */
    public static List<Case> read(String file) {
        List<Case> cases = new ArrayList<>();
        for (String block : ("\n" + text(file)).split("\n== ", -1)) {
            if (!block.startsWith("\n#")) {
                cases.add(parsed(block));
            }
        }
        return cases;
    }

    /** The case of that name. */
    public static Case read(String file, String name) {
        return read(file).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static Case parsed(String block) {
        List<String> lines = block.lines().toList();
        StringBuilder yaml = new StringBuilder();
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> says = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("> ")) {
                says.add(line.substring(2));
            } else if (line.startsWith("$ ")) {
                int equals = line.indexOf('=');
                environment.put(line.substring(2, equals), line.substring(equals + 1));
            } else if (!line.isEmpty()) {
                yaml.append(line).append('\n');
            }
        }
        return new Case(lines.getFirst(), yaml.toString(), environment, says);
    }

    private static String text(String name) {
        try (InputStream file =
                Objects.requireNonNull(
                        GoldenProblems.class.getResourceAsStream("/config/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
