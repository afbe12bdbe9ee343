/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.orchestrator.agent.AgentPlan;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agents that answer calls, and which of them answers which call. Immutable; any thread. */
public final class AgentRoster {
    /** The agent that returns what it hears; it always exists and needs no file. */
    public static final String ECHO = "echo";

    private final Map<String, AgentPlan> plans;
    private final Map<String, Integer> limits;
    private final Map<String, String> numbers;
    private final String defaultAgent;

    /**
     * A roster of these agents and {@code echo}.
     *
     * @param limits most calls at a time of an agent, where its providers know one
     * @param numbers called number to agent
     */
    public AgentRoster(
            Collection<AgentPlan> agents, Map<String, Integer> limits, Map<String, String> numbers, String defaultAgent) {
        Map<String, AgentPlan> byName = new LinkedHashMap<>();
        byName.put(ECHO, echo());
        agents.forEach(agent -> byName.put(agent.name(), agent));
        this.plans = Map.copyOf(byName);
        this.limits = Map.copyOf(limits);
        this.numbers = Map.copyOf(numbers);
        this.defaultAgent = defaultAgent;
    }

    /** The name of the agent for a call: the one it asks for, else the called number's, else the default. */
    public String nameFor(@Nullable String asked, @Nullable String calledNumber) {
        if (asked != null && !asked.isEmpty()) {
            return asked;
        }
        String ofNumber = calledNumber == null ? null : numbers.get(calledNumber);
        return ofNumber == null ? defaultAgent : ofNumber;
    }

    /** The agent of that name. */
    public Optional<AgentPlan> find(String name) {
        return Optional.ofNullable(plans.get(name));
    }

    /** Most calls at a time of that agent; {@link Integer#MAX_VALUE} when nothing limits it. */
    public int limitOf(String name) {
        return limits.getOrDefault(name, Integer.MAX_VALUE);
    }

    /** All agents. */
    public Collection<AgentPlan> all() {
        return plans.values();
    }

    private static AgentPlan echo() {
        return new AgentPlan(
                ECHO,
                AgentPlan.Kind.ECHO,
                "Returns each frame as it came.",
                new AgentPlan.Voice("none", 1),
                new AgentPlan.Phrases("", List.of(), List.of(), "", "", ""),
                List.of(),
                List.of(),
                List.of(),
                new AgentPlan.Handover(List.of(), null, ""),
                List.of(),
                new AgentPlan.Providers(null, null, null));
    }
}
