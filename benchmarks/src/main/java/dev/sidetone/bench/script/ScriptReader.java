/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads a caller's script from YAML: a list under {@code steps}, each step a word or a word with a
 * value. Values may hold {@code {names}} that are filled in. The format is documented by the
 * bundled example, {@code demo-booking.yaml}.
 *
 * <pre>
 * steps:
 *   - wait-for-agent                             # or {settle-ms: 600, timeout-ms: 15000, required: false}
 *   - say: I want to book an appointment
 *   - wav: hello.wav                             # beside the script; annotated by a manifest.json if there is one
 *   - barge-in: {after-ms: 900, say: "{day}"}    # or wav:
 *   - dtmf: "123"
 *   - silence: 500
 *   - expect: (?i)booked                         # a pattern found in what the agent said in this turn
 *   - wait-for-hangup                            # or {timeout-ms: 10000}
 *   - hang-up
 * </pre>
 */
public final class ScriptReader {

    private static final int SETTLE_MS = 600;
    private static final int TIMEOUT_MS = 15_000;
    private static final int KEY_GAP_MS = 120;
    private static final int LONGEST_MS = 600_000;
    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9-]*)}");
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]+");
    private static final String STEPS =
            "say, wav, wait-for-agent, barge-in, dtmf, silence, expect, wait-for-hangup or hang-up";

    private final String source;
    private final Path folder;
    private final Map<String, String> values;
    private final StimulusSource stimuli;

    /**
     * A reader of one script.
     *
     * @param source what errors call the script
     * @param folder where WAV files are looked for
     * @param values what stands for {@code {names}}
     */
    public ScriptReader(
            String source, Path folder, Map<String, String> values, StimulusSource stimuli) {
        this.source = source;
        this.folder = folder;
        this.values = Map.copyOf(values);
        this.stimuli = stimuli;
    }

    /** Reads a script; {@link ScriptException} says what is wrong with it and where. */
    public CallerScript read(String yaml) throws IOException {
        List<Entry> entries;
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            entries = entries(parser);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new ScriptException(
                    source,
                    line,
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        List<CallerStep> steps = new ArrayList<>();
        for (Entry entry : entries) {
            steps.add(step(entry));
        }
        if (steps.isEmpty()) {
            throw new ScriptException(source, 1, "no steps");
        }
        return new CallerScript(steps);
    }

    /** One step as written; a plain value stands under the empty key. */
    private record Entry(int line, String word, Map<String, String> fields) {}

    private List<Entry> entries(JsonParser parser) throws ScriptException {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "a script begins with 'steps:'");
        expect(
                parser,
                parser.nextToken(),
                JsonToken.PROPERTY_NAME,
                "a script begins with 'steps:'");
        if (!"steps".equals(parser.currentName())) {
            throw error(
                    parser,
                    "unknown key '" + parser.currentName() + "': a script begins with 'steps:'");
        }
        expect(parser, parser.nextToken(), JsonToken.START_ARRAY, "steps are a list, '- say: …'");
        List<Entry> entries = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            entries.add(entry(parser, token));
        }
        if (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            throw error(parser, "unknown key '" + parser.currentName() + "'");
        }
        return entries;
    }

    private Entry entry(JsonParser parser, JsonToken token) throws ScriptException {
        int line = parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.VALUE_STRING) {
            return new Entry(line, parser.getString(), Map.of());
        }
        expect(parser, token, JsonToken.START_OBJECT, "a step is one of " + STEPS);
        expect(parser, parser.nextToken(), JsonToken.PROPERTY_NAME, "a step is one of " + STEPS);
        String word = parser.currentName();
        Map<String, String> fields = new LinkedHashMap<>();
        JsonToken value = parser.nextToken();
        if (value.isScalarValue()) {
            fields.put("", parser.getString());
        } else {
            expect(parser, value, JsonToken.START_OBJECT, word + " takes a value or {name: value}");
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    throw error(parser, field + " takes a plain value");
                }
                fields.put(field, parser.getString());
            }
        }
        expect(
                parser,
                parser.nextToken(),
                JsonToken.END_OBJECT,
                "one step an entry: begin the next with '-'");
        return new Entry(line, word, fields);
    }

    private CallerStep step(Entry entry) throws IOException {
        return switch (entry.word) {
            case "say", "wav" -> new CallerStep.Speak(speech(entry, entry.word, plain(entry)));
            case "wait-for-agent" -> {
                allow(entry, Set.of("settle-ms", "timeout-ms", "required"));
                yield new CallerStep.AwaitAgent(
                        millis(entry, "settle-ms", SETTLE_MS),
                        millis(entry, "timeout-ms", TIMEOUT_MS),
                        flag(entry, "required"));
            }
            case "barge-in" -> bargeIn(entry);
            case "dtmf" -> new CallerStep.PressKeys(keys(entry), KEY_GAP_MS);
            case "silence" -> new CallerStep.Silence(millis(entry, "", -1));
            case "expect" -> new CallerStep.Expect(pattern(entry));
            case "wait-for-hangup" -> {
                allow(entry, Set.of("timeout-ms"));
                yield new CallerStep.AwaitHangUp(millis(entry, "timeout-ms", TIMEOUT_MS));
            }
            case "hang-up" -> {
                allow(entry, Set.of());
                yield new CallerStep.HangUp();
            }
            default -> throw error(entry, "unknown step '" + entry.word + "'; expected " + STEPS);
        };
    }

    private CallerStep bargeIn(Entry entry) throws IOException {
        allow(entry, Set.of("after-ms", "timeout-ms", "say", "wav"));
        String kind = entry.fields.containsKey("say") ? "say" : "wav";
        String value = entry.fields.get(kind);
        if (value == null || (entry.fields.containsKey("say") && entry.fields.containsKey("wav"))) {
            throw error(entry, "barge-in needs either say or wav");
        }
        int afterMs = millis(entry, "after-ms", -1);
        return new CallerStep.BargeIn(
                afterMs,
                millis(entry, "timeout-ms", TIMEOUT_MS),
                speech(entry, kind, filled(entry, value)));
    }

    private Stimulus speech(Entry entry, String kind, String value) throws IOException {
        try {
            return "say".equals(kind) ? stimuli.say(value) : stimuli.wav(folder.resolve(value));
        } catch (IOException e) {
            throw error(entry, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private String keys(Entry entry) throws ScriptException {
        String keys = plain(entry);
        if (!KEYS.matcher(keys).matches()) {
            throw error(entry, "dtmf takes keys 0-9 * # A-D, not '" + keys + "'");
        }
        return keys;
    }

    private Pattern pattern(Entry entry) throws ScriptException {
        String pattern = plain(entry);
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw error(
                    entry, "'" + pattern + "' is not a regular expression: " + e.getDescription());
        }
    }

    private String plain(Entry entry) throws ScriptException {
        allow(entry, Set.of(""));
        String value = entry.fields.get("");
        if (value == null || value.isBlank()) {
            throw error(entry, entry.word + " needs a value");
        }
        return filled(entry, value);
    }

    private int millis(Entry entry, String field, int fallback) throws ScriptException {
        String text = entry.fields.get(field);
        String name = field.isEmpty() ? entry.word : entry.word + " " + field;
        if (text == null && fallback >= 0) {
            return fallback;
        }
        try {
            int ms = Integer.parseInt(text == null ? "" : filled(entry, text));
            if (ms >= 0 && ms <= LONGEST_MS) {
                return ms;
            }
        } catch (NumberFormatException _) {
            // Said below, in the same words as a number out of range.
        }
        throw error(
                entry,
                name
                        + " needs milliseconds from 0 to "
                        + LONGEST_MS
                        + (text == null ? "" : ", not '" + text + "'"));
    }

    private boolean flag(Entry entry, String field) throws ScriptException {
        String text = entry.fields.getOrDefault(field, "true");
        if (!"true".equals(text) && !"false".equals(text)) {
            throw error(entry, entry.word + " " + field + " is true or false, not '" + text + "'");
        }
        return "true".equals(text);
    }

    private void allow(Entry entry, Set<String> fields) throws ScriptException {
        for (String field : entry.fields.keySet()) {
            if (!fields.contains(field)) {
                throw error(
                        entry,
                        field.isEmpty()
                                ? entry.word + " takes no value"
                                : entry.word + " has no '" + field + "'");
            }
        }
    }

    private String filled(Entry entry, String text) throws ScriptException {
        StringBuilder filled = new StringBuilder();
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            String value = values.get(names.group(1));
            if (value == null) {
                throw error(
                        entry,
                        "nothing is known for {"
                                + names.group(1)
                                + "}; known: "
                                + values.keySet().stream().sorted().toList());
            }
            names.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return names.appendTail(filled).toString();
    }

    private void expect(JsonParser parser, JsonToken token, JsonToken expected, String what)
            throws ScriptException {
        if (token != expected) {
            throw error(parser, what);
        }
    }

    private ScriptException error(JsonParser parser, String what) {
        return new ScriptException(
                source, Math.max(1, parser.currentTokenLocation().getLineNr()), what);
    }

    private ScriptException error(Entry entry, String what) {
        return new ScriptException(source, entry.line, what);
    }
}
