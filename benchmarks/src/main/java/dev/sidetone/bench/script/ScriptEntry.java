/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * One step, or one reply of a step, as it is written.
 *
 * @param line where it stands
 * @param word what is to be done
 * @param fields its values by name; a plain value stands under the empty name
 * @param replies what stands in its list of {@code replies}
 */
record ScriptEntry(int line, String word, Map<String, String> fields, List<ScriptEntry> replies) {

    static final String STEPS =
            "say, wav, wait-for-agent, barge-in, dtmf, silence, expect, until, wait-for-hangup or"
                    + " hang-up";

    private static final String REPLIES = "replies";

    /** The steps of a script; {@link ScriptException} says what is wrong with it and where. */
    static List<ScriptEntry> readAll(String source, String yaml) throws ScriptException {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            return new Reading(source, parser).steps();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new ScriptException(
                    source,
                    line,
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    /** Goes through the YAML once. */
    private record Reading(String source, JsonParser parser) {

        List<ScriptEntry> steps() throws ScriptException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "a script begins with 'steps:'");
            expect(parser.nextToken(), JsonToken.PROPERTY_NAME, "a script begins with 'steps:'");
            if (!"steps".equals(parser.currentName())) {
                throw error(
                        "unknown key '"
                                + parser.currentName()
                                + "': a script begins with 'steps:'");
            }
            expect(parser.nextToken(), JsonToken.START_ARRAY, "steps are a list, '- say: …'");
            List<ScriptEntry> steps = new ArrayList<>();
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                steps.add(step(token));
            }
            if (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                throw error("unknown key '" + parser.currentName() + "'");
            }
            return steps;
        }

        private ScriptEntry step(JsonToken token) throws ScriptException {
            int line = line();
            if (token == JsonToken.VALUE_STRING) {
                return new ScriptEntry(line, parser.getString(), Map.of(), List.of());
            }
            expect(token, JsonToken.START_OBJECT, "a step is one of " + STEPS);
            expect(parser.nextToken(), JsonToken.PROPERTY_NAME, "a step is one of " + STEPS);
            String word = parser.currentName();
            ScriptEntry entry;
            JsonToken value = parser.nextToken();
            if (value.isScalarValue()) {
                entry = new ScriptEntry(line, word, Map.of("", parser.getString()), List.of());
            } else {
                expect(value, JsonToken.START_OBJECT, word + " takes a value or {name: value}");
                entry = fields(line, word);
            }
            expect(
                    parser.nextToken(),
                    JsonToken.END_OBJECT,
                    "one step an entry: begin the next with '-'");
            return entry;
        }

        private ScriptEntry fields(int line, String word) throws ScriptException {
            Map<String, String> fields = new LinkedHashMap<>();
            List<ScriptEntry> replies = new ArrayList<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY && "until".equals(word)) {
                    if (!REPLIES.equals(field)) {
                        throw error(field + " takes a plain value");
                    }
                    replies.addAll(replies());
                } else if (value.isScalarValue()) {
                    fields.put(field, parser.getString());
                } else {
                    throw error(field + " takes a plain value");
                }
            }
            return new ScriptEntry(line, word, fields, replies);
        }

        private List<ScriptEntry> replies() throws ScriptException {
            List<ScriptEntry> replies = new ArrayList<>();
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                expect(token, JsonToken.START_OBJECT, "a reply is {to: PATTERN, say: TEXT}");
                replies.add(fields(line(), "reply"));
            }
            return replies;
        }

        private void expect(JsonToken token, JsonToken expected, String what)
                throws ScriptException {
            if (token != expected) {
                throw error(what);
            }
        }

        private int line() {
            return Math.max(1, parser.currentTokenLocation().getLineNr());
        }

        private ScriptException error(String what) {
            return new ScriptException(source, line(), what);
        }
    }
}
