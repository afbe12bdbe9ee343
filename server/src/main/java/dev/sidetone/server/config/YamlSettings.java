/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads a YAML file into flat settings: nested keys joined by dots, each with the line it stands
 * on. Stateless.
 */
final class YamlSettings {
    private static final YAMLFactory YAML =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Pattern MARK =
            Pattern.compile("(?m)^ in reader, line (\\d+), column \\d+");

    private YamlSettings() {}

    /**
     * All settings of one document.
     *
     * @param name the file's name, for messages
     * @throws ConfigException when it is not YAML, or not a mapping
     */
    static Map<String, Setting> read(String name, String yaml) throws ConfigException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), yaml)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return settings;
            }
            if (first != JsonToken.START_OBJECT) {
                throw wrong(name, parser, "expected keys and values");
            }
            readMapping(name, parser, "", settings);
        } catch (JacksonException broken) {
            throw new ConfigException(List.of(name + ":" + syntax(broken)));
        }
        return settings;
    }

    /**
     * Line and problem. The parser's text is several lines: what it was at and what it found there,
     * each followed by where, and an excerpt of the input, which may be a secret and is left out.
     */
    private static String syntax(JacksonException broken) {
        String told = String.valueOf(broken.getOriginalMessage());
        Matcher mark = MARK.matcher(told);
        var location = broken.getLocation();
        // the first mark is where the broken thing began; the location may lie a line before it
        String line =
                mark.find()
                        ? mark.group(1)
                        : Integer.toString(location == null ? 0 : location.getLineNr());
        String problem =
                told.lines()
                        .filter(text -> !text.isBlank() && !text.startsWith(" "))
                        .collect(Collectors.joining(", "));
        return line + ": not valid YAML: " + problem;
    }

    private static void readMapping(
            String name, JsonParser parser, String prefix, Map<String, Setting> settings)
            throws ConfigException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = prefix + parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_OBJECT -> readMapping(name, parser, key + ".", settings);
                case START_ARRAY ->
                        throw wrong(
                                name, parser, key + ": a list; expected a value or further keys");
                case VALUE_NULL -> settings.put(key, new Setting("", name + ":" + line));
                default -> {
                    // this parser follows the core schema of YAML 1.2 but for the tilde, which it
                    // gives as text
                    String text = "~".equals(parser.getString()) ? "" : parser.getString();
                    settings.put(key, new Setting(text, name + ":" + line));
                }
            }
        }
    }

    private static ConfigException wrong(String name, JsonParser parser, String problem) {
        return new ConfigException(
                List.of(name + ":" + parser.currentTokenLocation().getLineNr() + ": " + problem));
    }

    /** How a file is called in messages. */
    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
