/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.orchestrator.agent.AgentPlan;
import java.util.List;

/** Agent plans for tests of the embedded speech parts. */
final class Plans {

    private Plans() {}

    /**
     * A desk that books by day, time and number, with every kind of state a caller can be asked in.
     */
    static AgentPlan desk() {
        return new AgentPlan(
                "front-desk",
                AgentPlan.Kind.CASCADE,
                "Books appointments.",
                new AgentPlan.Voice("kevin16", 150),
                new AgentPlan.Phrases(
                        "Hello.",
                        List.of("Sorry?"),
                        List.of("Hello?"),
                        "Goodbye.",
                        "Sorry.",
                        "One moment."),
                List.of(
                        new AgentPlan.Topic(
                                "hours",
                                List.of("what are your hours", "when are you open"),
                                "Nine to five."),
                        new AgentPlan.Topic(
                                "price",
                                List.of("how much is it", "what does it cost"),
                                "Forty dollars.")),
                List.of(
                        new AgentPlan.Job(
                                "book",
                                List.of(
                                        "[i would like to | i want to] (book | make) an appointment [for <day> [at <time>]]"),
                                List.of(
                                        new AgentPlan.Slot(
                                                "day", AgentPlan.SlotType.DAY, "Which day?"),
                                        new AgentPlan.Slot(
                                                "time", AgentPlan.SlotType.TIME, "What time?"),
                                        new AgentPlan.Slot(
                                                "number",
                                                AgentPlan.SlotType.DIGITS,
                                                "Your number?")),
                                "{day} at {time}, right?",
                                "book_appointment",
                                "Booked.",
                                "That failed.")),
                List.of(),
                new AgentPlan.Handover(
                        List.of(
                                "agent",
                                "operator",
                                "[i want to] (talk | speak) to a (person | human)"),
                        '0',
                        "One moment."),
                List.of(),
                new AgentPlan.Providers(null, null, null));
    }
}
