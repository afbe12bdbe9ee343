/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller's words amount to.
 *
 * @param intents what the caller wants, besides topics and jobs
 * @param topic name of a topic asked about, or null
 * @param job name of a job asked for, or null
 * @param day {@code tuesday}, or null
 * @param time {@code 15:30}, or null
 * @param digits {@code 5550142}, or empty
 * @param named name of a slot the caller spoke of, or null
 */
record Heard(
        Set<Intent> intents,
        @Nullable String topic,
        @Nullable String job,
        @Nullable String day,
        @Nullable String time,
        String digits,
        @Nullable String named) {

    /** No more than a wish for a job. */
    static Heard ofJob(String job) {
        return new Heard(Set.of(), null, job, null, null, "", null);
    }

    /** No more than a question about a topic. */
    static Heard ofTopic(String topic) {
        return new Heard(Set.of(), topic, null, null, null, "", null);
    }

    boolean has(Intent intent) {
        return intents.contains(intent);
    }

    /** What can be said in any state. */
    enum Intent {
        HUMAN("human"),
        REPEAT("repeat"),
        CANCEL("cancel"),
        GOODBYE("goodbye"),
        ENOUGH("enough"),
        GREET("greet"),
        YES("yes"),
        NO("no");

        private final String rule;

        Intent(String rule) {
            this.rule = rule;
        }

        /** The grammar rule whose words say so. */
        String rule() {
            return rule;
        }
    }
}
