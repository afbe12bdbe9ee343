/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

/**
 * What a caller who was not understood is told to press instead of speaking. Which key stands for
 * what is fixed, so that a text can be written once: days are 1 (Monday) to 7 (Sunday), times are
 * written as four figures, jobs, topics and slots are counted from 1 in the order of the file.
 *
 * @param menu the keys of jobs and topics, jobs first; empty when wishes cannot be keyed in
 * @param yesNo one for yes, two for no
 * @param day the keys of the days
 * @param time how to key in a time
 * @param digits how to key in a number
 * @param slot the key of one slot of a job, {@code {key}} and {@code {slot}} being replaced; said
 *     once for each
 */
public record KeyPrompts(
        String menu, String yesNo, String day, String time, String digits, String slot) {

    /** English, for agents that give none. */
    public static final KeyPrompts DEFAULTS =
            new KeyPrompts(
                    "",
                    "Press one for yes, two for no.",
                    "Press one for Monday, two for Tuesday, three for Wednesday, four for Thursday,"
                            + " five for Friday, six for Saturday, seven for Sunday.",
                    "Press the time as four keys. For nine thirty, press zero nine three zero.",
                    "Press the number on your keys.",
                    "Press {key} for the {slot}.");
}
