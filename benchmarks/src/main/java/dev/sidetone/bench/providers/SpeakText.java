/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * When text that comes in pieces is spoken. The first message is a single space and may set the
 * schedule; a piece is spoken at {@code flush}, at the end, at once in auto mode, or when enough
 * characters have gathered. Never cuts a word. One stream, one thread, without I/O.
 */
final class SpeakText {

    private static final int[] DEFAULT_SCHEDULE = {120, 160, 250, 290};
    private static final int LEAST_CHUNK = 50;
    private static final int MOST_CHUNK = 500;

    private final boolean autoMode;
    private final StringBuilder buffer = new StringBuilder();
    private int[] schedule = DEFAULT_SCHEDULE;
    private int spoken;
    private boolean begun;
    private boolean ended;

    SpeakText(boolean autoMode) {
        this.autoMode = autoMode;
    }

    /** Whether the first message came. */
    boolean begun() {
        return begun;
    }

    /** Whether the client said that there is no more. */
    boolean ended() {
        return ended;
    }

    /**
     * Takes a message.
     *
     * @return the text to speak now; empty for none
     * @throws IllegalArgumentException if it is not as the protocol has it
     */
    String onMessage(JsonNode message) {
        JsonNode text = message.path("text");
        if (!text.isString()) {
            throw new IllegalArgumentException("every message needs a text");
        }
        if (!begun) {
            begin(text.asString(), message.path("generation_config"));
            return "";
        }
        if (text.asString().isEmpty()) {
            ended = true;
            return take(buffer.length());
        }
        buffer.append(text.asString());
        boolean gathered =
                buffer.length() >= schedule[Math.min(spoken, schedule.length - 1)]
                        || (message.path("try_trigger_generation").asBoolean(false)
                                && buffer.length() >= LEAST_CHUNK);
        if (message.path("flush").asBoolean(false)) {
            return take(buffer.length());
        }
        return autoMode || gathered ? take(wholeWords()) : "";
    }

    private void begin(String text, JsonNode generation) {
        if (!text.equals(" ")) {
            throw new IllegalArgumentException("the first text must be a single space");
        }
        begun = true;
        JsonNode wanted = generation.path("chunk_length_schedule");
        if (!wanted.isArray() || wanted.isEmpty()) {
            return;
        }
        List<Integer> lengths = new ArrayList<>();
        for (JsonNode length : wanted) {
            if (length.asInt(0) < LEAST_CHUNK || length.asInt(0) > MOST_CHUNK) {
                throw new IllegalArgumentException(
                        "chunk_length_schedule holds lengths of 50 to 500");
            }
            lengths.add(length.asInt());
        }
        schedule = lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    private int wholeWords() {
        int end = buffer.length();
        while (end > 0 && Character.isLetterOrDigit(buffer.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private String take(int chars) {
        String text = buffer.substring(0, chars);
        buffer.delete(0, chars);
        if (text.isBlank()) {
            return "";
        }
        spoken++;
        return text;
    }
}
