/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Every place where time is measured on a worker. {@code docs/metrics.md} and {@code GET /metrics}
 * are made from this list.
 */
public enum LatencyPoint {
    /** In the inbox. */
    INBOX_WAIT("From a slot's arrival, as its producer stamped it, to its handling."),
    /** One cycle. */
    DUTY_CYCLE("One duty cycle, without the wait after it."),
    /** The whole response. */
    MRL_SERVER(
            "Mouth-to-ear response latency of a turn as the server estimates it; the six parts below sum to it."),
    /** Part 1. */
    ENDPOINTING("From the end of the caller's speech to the decision that the turn is over."),
    /** Part 2. */
    STT_FINAL("From the decision that the turn is over to the recogniser's final."),
    /** Part 3. */
    LLM_FIRST_TOKEN("From the recogniser's final to the model's first token."),
    /** Part 4. */
    FIRST_SENTENCE("From the model's first token to the first speakable clause."),
    /** Part 5. */
    TTS_FIRST_AUDIO("From the first speakable clause to the voice's first audible audio."),
    /** Part 6. */
    EGRESS(
            "From the voice's first audible audio to the first audible frame written, plus path and playout."),
    /** Barge-in. */
    BARGE_IN_CLEAR(
            "From the onset of the caller's speech to the order to the carrier to drop queued audio."),
    /** Late frames. */
    PLAYOUT_LATENESS("How late a frame of agent's audio left against its schedule."),
    /** Path. */
    MARK_ROUND_TRIP("From a mark's expected playout to the carrier's report of it."),
    /** Tools. */
    TOOL_CALL("From a tool call to its outcome.");

    private static final List<LatencyPoint> ALL =
            Collections.unmodifiableList(Arrays.asList(values()));

    private final String label;
    private final String description;

    LatencyPoint(String description) {
        this.label = name().toLowerCase(Locale.ROOT);
        this.description = description;
    }

    /** All points in the order of their ids. */
    public static List<LatencyPoint> all() {
        return ALL;
    }

    /** Dense number from 0, an index into arrays of recorders. Not stable between releases. */
    @SuppressWarnings("EnumOrdinal") // an array index within one run, never stored
    public int id() {
        return ordinal();
    }

    /** Its name in exported metrics, lower case with underscores. */
    public String label() {
        return label;
    }

    /** From where to where. */
    public String description() {
        return description;
    }
}
