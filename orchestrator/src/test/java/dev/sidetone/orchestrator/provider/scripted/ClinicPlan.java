/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.agent.KeyPrompts;
import dev.sidetone.orchestrator.agent.ToolPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A clinic's agent, small enough to read beside the tests. */
public final class ClinicPlan {
    public static final AgentPlan CLINIC =
            new AgentPlan(
                    "clinic",
                    AgentPlan.Kind.CASCADE,
                    "A clinic.",
                    new AgentPlan.Voice("kevin16", 160),
                    new AgentPlan.Phrases(
                            "Clinic. You talk to an AI. How can I help?",
                            List.of("Sorry?", "Sorry, say agent for a person."),
                            List.of("Are you there?"),
                            "Goodbye.",
                            "Trouble.",
                            "One moment.",
                            new AgentPlan.Prompts(
                                    "How can I help?",
                                    "Anything else?",
                                    "What should I change?",
                                    "Okay, I will not do that.",
                                    "And the rest?",
                                    new KeyPrompts(
                                            "Press one to book, two for hours.",
                                            "Press one for yes.",
                                            "Press one for Monday.",
                                            "Press four keys.",
                                            "Press your number.",
                                            "Press {key} for the {slot}."))),
                    List.of(
                            new AgentPlan.Topic(
                                    "hours", List.of("what are your hours"), "Eight to six.")),
                    List.of(
                            new AgentPlan.Job(
                                    "book",
                                    List.of(
                                            "[i would like to | i want to | can i] (book | make) an appointment",
                                            "i need an appointment",
                                            "can i come in",
                                            "please book me in",
                                            "do you have anything"),
                                    List.of(
                                            new Slot("day", SlotType.DAY, "What day?"),
                                            new Slot("time", SlotType.TIME, "What time?"),
                                            new Slot("number", SlotType.DIGITS, "What number?")),
                                    "{day} at {time}, number {number}. Is that right?",
                                    "book_appointment",
                                    "Booked for {day} at {time}. Reference {reference}.",
                                    "That did not work. Would you like a person?")),
                    List.of(
                            new ToolPlan(
                                    "book_appointment",
                                    "Books.",
                                    URI.create("http://127.0.0.1:1/bookings"),
                                    Duration.ofSeconds(1),
                                    2,
                                    "{}")),
                    new AgentPlan.Handover(
                            List.of("agent", "operator", "(talk | speak) to a person"),
                            '0',
                            "I will connect you."),
                    List.of(),
                    new AgentPlan.Providers(null, null, null));

    private ClinicPlan() {}
}
