/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.ToolPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Agents for tests. */
final class Agents {
    private Agents() {}

    /** A small clinic that books. */
    static AgentPlan clinic() {
        return new AgentPlan(
                "clinic",
                AgentPlan.Kind.CASCADE,
                "You are the front desk of a clinic.",
                new AgentPlan.Voice("kevin16", 160),
                new AgentPlan.Phrases(
                        "Maple Clinic, an A I assistant.",
                        List.of("Sorry?"),
                        List.of("Are you there?"),
                        "Goodbye.",
                        "Sorry, a problem.",
                        "One moment."),
                List.of(new AgentPlan.Topic("hours", List.of("hours"), "Eight to six.")),
                List.of(
                        new AgentPlan.Job(
                                "book",
                                List.of("book"),
                                List.of(
                                        new AgentPlan.Slot(
                                                "day", AgentPlan.SlotType.DAY, "Which day?")),
                                "{day}, right?",
                                "book_appointment",
                                "Booked as {reference}.",
                                "That failed. A person?")),
                List.of(
                        new ToolPlan(
                                "book_appointment",
                                "Books an appointment.",
                                URI.create("http://127.0.0.1:9/bookings"),
                                Duration.ofSeconds(3),
                                1,
                                "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}}}")),
                new AgentPlan.Handover(List.of("person"), '0', "I will connect you."),
                List.of("guarantee"),
                new AgentPlan.Providers(null, null, null));
    }
}
