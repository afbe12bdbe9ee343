/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

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
 *   - until:                                     # answers the agent until it has said this
 *       hears: (?i)on {day}.*right
 *       tries: 4
 *       replies:                                 # the first that fits what the agent said instead
 *         - {to: (?i)right, say: "no on {day}"}
 *   - wait-for-hangup                            # or {timeout-ms: 10000}
 *   - hang-up
 * </pre>
 */
public final class ScriptReader {

    private static final int SETTLE_MS = 600;
    private static final int TIMEOUT_MS = 15_000;
    private static final int KEY_GAP_MS = 120;
    private static final int TRIES = 4;
    private static final int LONGEST_MS = 600_000;
    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9-]*)}");
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]+");
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
        List<CallerStep> steps = new ArrayList<>();
        for (ScriptEntry entry : ScriptEntry.readAll(source, yaml)) {
            steps.add(step(entry));
        }
        if (steps.isEmpty()) {
            throw new ScriptException(source, 1, "no steps");
        }
        return new CallerScript(steps);
    }

    private CallerStep step(ScriptEntry entry) throws IOException {
        return switch (entry.word()) {
            case "say", "wav" -> new CallerStep.Speak(speech(entry, entry.word(), plain(entry)));
            case "wait-for-agent" -> {
                allow(entry, Set.of("settle-ms", "timeout-ms", "required"));
                yield awaitAgent(entry);
            }
            case "until" -> until(entry);
            case "barge-in" -> bargeIn(entry);
            case "dtmf" -> new CallerStep.PressKeys(keys(entry, plain(entry)), KEY_GAP_MS);
            case "silence" -> new CallerStep.Silence(millis(entry, "", -1));
            case "expect" -> new CallerStep.Expect(pattern(entry, plain(entry)));
            case "wait-for-hangup" -> {
                allow(entry, Set.of("timeout-ms"));
                yield new CallerStep.AwaitHangUp(millis(entry, "timeout-ms", TIMEOUT_MS));
            }
            case "hang-up" -> {
                allow(entry, Set.of());
                yield new CallerStep.HangUp();
            }
            default ->
                    throw error(
                            entry,
                            "unknown step '" + entry.word() + "'; expected " + ScriptEntry.STEPS);
        };
    }

    private CallerStep.AwaitAgent awaitAgent(ScriptEntry entry) throws ScriptException {
        return new CallerStep.AwaitAgent(
                millis(entry, "settle-ms", SETTLE_MS),
                millis(entry, "timeout-ms", TIMEOUT_MS),
                flag(entry, "required"));
    }

    private CallerStep until(ScriptEntry entry) throws IOException {
        allow(entry, Set.of("hears", "tries", "replies", "settle-ms", "timeout-ms"));
        if (entry.replies().isEmpty()) {
            throw error(entry, "until needs replies, a list of {to: PATTERN, say: TEXT}");
        }
        List<CallerStep.Reply> replies = new ArrayList<>();
        for (ScriptEntry reply : entry.replies()) {
            replies.add(reply(reply));
        }
        return new CallerStep.Until(
                pattern(entry, field(entry, "hears")), tries(entry), awaitAgent(entry), replies);
    }

    private CallerStep.Reply reply(ScriptEntry reply) throws IOException {
        allow(reply, Set.of("to", "say", "wav", "dtmf"));
        List<String> kinds =
                Stream.of("say", "wav", "dtmf").filter(reply.fields()::containsKey).toList();
        if (kinds.size() != 1) {
            throw error(reply, "a reply needs one of say, wav and dtmf");
        }
        String kind = kinds.getFirst();
        String value = field(reply, kind);
        CallerStep step =
                "dtmf".equals(kind)
                        ? new CallerStep.PressKeys(keys(reply, value), KEY_GAP_MS)
                        : new CallerStep.Speak(speech(reply, kind, value));
        return new CallerStep.Reply(pattern(reply, field(reply, "to")), step);
    }

    private int tries(ScriptEntry entry) throws ScriptException {
        String text = entry.fields().getOrDefault("tries", Integer.toString(TRIES));
        if (!text.matches("[1-9]\\d?")) {
            throw error(entry, "until tries is a number from 1 to 99, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** A field that must be there, with its names filled in. */
    private String field(ScriptEntry entry, String name) throws ScriptException {
        String value = entry.fields().get(name);
        if (value == null || value.isBlank()) {
            throw error(entry, entry.word() + " needs " + name);
        }
        return filled(entry, value);
    }

    private CallerStep bargeIn(ScriptEntry entry) throws IOException {
        allow(entry, Set.of("after-ms", "timeout-ms", "say", "wav"));
        String kind = entry.fields().containsKey("say") ? "say" : "wav";
        String value = entry.fields().get(kind);
        if (value == null
                || (entry.fields().containsKey("say") && entry.fields().containsKey("wav"))) {
            throw error(entry, "barge-in needs either say or wav");
        }
        int afterMs = millis(entry, "after-ms", -1);
        return new CallerStep.BargeIn(
                afterMs,
                millis(entry, "timeout-ms", TIMEOUT_MS),
                speech(entry, kind, filled(entry, value)));
    }

    private Stimulus speech(ScriptEntry entry, String kind, String value) throws IOException {
        try {
            return "say".equals(kind) ? stimuli.say(value) : stimuli.wav(folder.resolve(value));
        } catch (IOException e) {
            throw error(entry, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private String keys(ScriptEntry entry, String keys) throws ScriptException {
        if (!KEYS.matcher(keys).matches()) {
            throw error(entry, "dtmf takes keys 0-9 * # A-D, not '" + keys + "'");
        }
        return keys;
    }

    private Pattern pattern(ScriptEntry entry, String pattern) throws ScriptException {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw error(
                    entry, "'" + pattern + "' is not a regular expression: " + e.getDescription());
        }
    }

    private String plain(ScriptEntry entry) throws ScriptException {
        allow(entry, Set.of(""));
        String value = entry.fields().get("");
        if (value == null || value.isBlank()) {
            throw error(entry, entry.word() + " needs a value");
        }
        return filled(entry, value);
    }

    private int millis(ScriptEntry entry, String field, int fallback) throws ScriptException {
        String text = entry.fields().get(field);
        String name = field.isEmpty() ? entry.word() : entry.word() + " " + field;
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

    private boolean flag(ScriptEntry entry, String field) throws ScriptException {
        String text = entry.fields().getOrDefault(field, "true");
        if (!"true".equals(text) && !"false".equals(text)) {
            throw error(
                    entry, entry.word() + " " + field + " is true or false, not '" + text + "'");
        }
        return "true".equals(text);
    }

    private void allow(ScriptEntry entry, Set<String> fields) throws ScriptException {
        for (String field : entry.fields().keySet()) {
            if (!fields.contains(field)) {
                throw error(
                        entry,
                        field.isEmpty()
                                ? entry.word() + " takes no value"
                                : entry.word() + " has no '" + field + "'");
            }
        }
    }

    private String filled(ScriptEntry entry, String text) throws ScriptException {
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

    private ScriptException error(ScriptEntry entry, String what) {
        return new ScriptException(source, entry.line(), what);
    }
}
