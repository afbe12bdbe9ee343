/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands out values by key, from the command line, else the environment, else the file, else the
 * default, and notes every problem instead of stopping at the first. Every key that exists is asked
 * for exactly once; what is left in the file is unknown. One use, one thread.
 */
final class ConfigReader {
    private static final String ENVIRONMENT = "SIDETONE_";
    private static final Pattern SECRET_LIKE = Pattern.compile("token|secret|password|key");

    private final Map<String, Setting> file;
    private final Map<String, String> environment;
    private final Map<String, Setting> overrides;
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> maps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    ConfigReader(
            Map<String, Setting> file,
            Map<String, String> environment,
            Map<String, Setting> overrides) {
        this.file = file;
        this.environment = environment;
        this.overrides = overrides;
    }

    static String environmentName(String key) {
        return ENVIRONMENT + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    int integer(String key, int byDefault, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        return value(
                key,
                byDefault,
                Integer.toString(byDefault),
                expected,
                text -> {
                    int number = Integer.parseInt(text);
                    return number >= min && number <= max ? number : null;
                });
    }

    /** A number, or {@code word} for 0, which is the default. */
    int integerOr(String key, String word, int min, int max) {
        return value(
                key,
                0,
                word,
                word + ", or a whole number from " + min + " to " + max,
                text -> {
                    int number = text.equals(word) ? 0 : Integer.parseInt(text);
                    return text.equals(word) || (number >= min && number <= max) ? number : null;
                });
    }

    boolean flag(String key, boolean byDefault) {
        return value(
                key,
                byDefault,
                Boolean.toString(byDefault),
                "true or false",
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> null;
                        });
    }

    Duration duration(String key, Duration byDefault, Duration min, Duration max) {
        String expected =
                "a time from "
                        + TimeText.of(min)
                        + " to "
                        + TimeText.of(max)
                        + ", like 500ms, 10s, 5m or 1h";
        return value(
                key,
                byDefault,
                TimeText.of(byDefault),
                expected,
                text -> {
                    Duration duration = TimeText.read(text);
                    return duration != null
                                    && duration.compareTo(min) >= 0
                                    && duration.compareTo(max) <= 0
                            ? duration
                            : null;
                });
    }

    <E extends Enum<E>> E choice(String key, E byDefault, Class<E> choices) {
        String expected =
                Arrays.stream(choices.getEnumConstants())
                        .map(ConfigReader::word)
                        .collect(Collectors.joining(", ", "one of ", ""));
        return value(
                key,
                byDefault,
                word(byDefault),
                expected,
                text ->
                        Arrays.stream(choices.getEnumConstants())
                                .filter(choice -> word(choice).equals(text))
                                .findFirst()
                                .orElse(null));
    }

    String name(String key, String byDefault, String expected) {
        return value(
                key,
                byDefault,
                byDefault,
                expected,
                text -> text.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? text : null);
    }

    String line(String key, String byDefault) {
        return value(key, byDefault, byDefault, "text", text -> text);
    }

    /** A folder; the default one need not exist, one that somebody wrote down must. */
    Path folder(String key, String byDefault) {
        return Path.of(
                value(
                        key,
                        byDefault,
                        byDefault,
                        "a folder that exists and can be read",
                        text -> {
                            Path folder = Path.of(text);
                            return Files.isDirectory(folder) && Files.isReadable(folder)
                                    ? text
                                    : null;
                        }));
    }

    @Nullable Path readableFile(String key) {
        String found =
                emptyAsNull(
                        value(
                                key,
                                "",
                                "",
                                "a readable file",
                                text -> Files.isReadable(Path.of(text)) ? text : null));
        return found == null ? null : Path.of(found);
    }

    @Nullable URI url(String key, List<String> schemes) {
        String expected =
                "a URL that starts with "
                        + String.join(" or ", schemes.stream().map(s -> s + "://").toList());
        String found =
                emptyAsNull(
                        value(
                                key,
                                "",
                                "",
                                expected,
                                text -> {
                                    URI uri = URI.create(text);
                                    return uri.getHost() != null
                                                    && schemes.contains(uri.getScheme())
                                            ? text
                                            : null;
                                }));
        return found == null ? null : URI.create(found);
    }

    /** A mapping with free keys; in the environment {@code key=value,key=value}. */
    Map<String, String> mapping(String key) {
        defaults.put(key, "");
        maps.add(key + ".");
        String fromEnvironment = environment.get(environmentName(key));
        Map<String, String> mapping = new LinkedHashMap<>();
        if (fromEnvironment != null) {
            for (String pair : fromEnvironment.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    problem(
                            environmentName(key),
                            key,
                            fromEnvironment,
                            "key=value pairs with commas between");
                    return Map.of();
                }
                mapping.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
            }
            return mapping;
        }
        file.forEach((path, setting) -> {
            if (path.startsWith(key + ".")) {
                mapping.put(path.substring(key.length() + 1), setting.value());
            }
        });
        return mapping;
    }

    /**
     * A secret: by its environment variable, or by a file named under {@code <key>-file}; never in
     * the configuration itself.
     *
     * @param variable the environment variable
     */
    @Nullable String secret(String key, String variable) {
        secrets.put(key, variable);
        Path secretFile = readableFile(key + "-file");
        String direct = environment.get(variable);
        if (direct != null) {
            return notEmpty(direct, variable);
        }
        if (secretFile == null) {
            return null;
        }
        try {
            return notEmpty(Files.readString(secretFile), key + "-file");
        } catch (IOException unreadable) {
            problems.add(key + "-file: cannot be read; expected a readable file");
            return null;
        }
    }

    /** A secret that came out empty, of a mount or a template, must not leave a door open. */
    private @Nullable String notEmpty(String secret, String where) {
        if (secret.isBlank()) {
            problems.add(where + ": is empty; expected the secret, or nothing set at all");
            return null;
        }
        return secret.strip();
    }

    private <T> T value(
            String key,
            T byDefault,
            String defaultText,
            String expected,
            Function<String, @Nullable T> parser) {
        defaults.put(key, defaultText);
        Setting setting = setting(key);
        if (setting == null || setting.value().isEmpty()) {
            return byDefault;
        }
        T parsed = null;
        try {
            parsed = parser.apply(setting.value());
        } catch (IllegalArgumentException notOfThisKind) {
            // reported below, like a value out of range
        }
        if (parsed == null) {
            problem(setting.where(), key, setting.value(), expected);
            return byDefault;
        }
        return parsed;
    }

    private @Nullable Setting setting(String key) {
        Setting override = overrides.get(key);
        if (override != null) {
            return override;
        }
        String variable = environmentName(key);
        String fromEnvironment = environment.get(variable);
        return fromEnvironment != null ? new Setting(fromEnvironment, variable) : file.get(key);
    }

    void problem(String where, String key, String value, String expected) {
        problems.add(where + ": " + key + ": \"" + value + "\" does not fit; expected " + expected);
    }

    /** Where a key got its value, for a problem that shows only in context. */
    void contextProblem(String key, String expected) {
        Setting setting = setting(key);
        if (setting == null) {
            problems.add(key + ": not set; expected " + expected);
        } else {
            problem(setting.where(), key, setting.value(), expected);
        }
    }

    /** All problems, those of unknown keys included; asked last. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        file.forEach((key, setting) -> {
            if (defaults.containsKey(key) || maps.stream().anyMatch(key::startsWith)) {
                return;
            }
            String variable = secrets.get(key);
            if (variable != null) {
                all.add(
                        setting.where()
                                + ": "
                                + key
                                + ": secrets are not taken from here; expected the environment variable "
                                + variable
                                + ", or a file named under "
                                + key
                                + "-file");
                return;
            }
            if (defaults.keySet().stream().noneMatch(known -> known.startsWith(key + "."))) {
                all.add(setting.where() + ": " + unknown(key, setting));
            } else if (!setting.value().isEmpty()) {
                // a block whose keys are all commented out says nothing, and nothing wrong
                all.add(
                        setting.where()
                                + ": "
                                + key
                                + ": \""
                                + setting.value()
                                + "\" does not fit; expected further keys, which reference.yaml lists");
            }
        });
        return all;
    }

    private String unknown(String key, Setting setting) {
        boolean secret = SECRET_LIKE.matcher(key).find();
        String value = secret ? "" : " (value \"" + setting.value() + "\")";
        String unknown = key + ": unknown key" + value + "; ";
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            String block = key.substring(0, dot);
            if (defaults.containsKey(block)) {
                return unknown + block + " takes a value, no further keys";
            }
        }
        String nearest = Nearest.of(key, defaults.keySet());
        return unknown
                + (nearest == null
                        ? "reference.yaml lists all keys"
                        : "did you mean " + nearest + "?");
    }

    /** Environment variables that look like ours and override nothing. */
    List<String> strayVariables(List<String> others) {
        List<String> known = new ArrayList<>(others);
        defaults.keySet().forEach(key -> known.add(environmentName(key)));
        known.addAll(secrets.values());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(ENVIRONMENT) && !known.contains(name))
                .sorted()
                .toList();
    }

    /** Every key with its default as it would be written; an empty text means none. */
    Map<String, String> defaults() {
        return Map.copyOf(defaults);
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
