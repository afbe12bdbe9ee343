/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.orchestrator.agent.AgentPlan;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agents that answer calls, and which of them answers which call. Immutable; any thread. */
public final class AgentRoster {
    private final Map<String, AgentPlan> plans;
    private final Map<String, Limit> limits;
    private final Map<String, String> numbers;
    private final String defaultAgent;

    /**
     * A roster of these agents and {@code echo}.
     *
     * @param limits what limits an agent, where its providers know a limit
     * @param numbers called number to agent
     */
    public AgentRoster(
            Collection<AgentPlan> agents,
            Map<String, Limit> limits,
            Map<String, String> numbers,
            String defaultAgent) {
        Map<String, AgentPlan> byName = new LinkedHashMap<>();
        byName.put(AgentPlan.ECHO, AgentPlan.echo());
        agents.forEach(agent -> byName.put(agent.name(), agent));
        this.plans = Map.copyOf(byName);
        this.limits = Map.copyOf(limits);
        this.numbers = Map.copyOf(numbers);
        this.defaultAgent = defaultAgent;
    }

    /**
     * The name of the agent for a call: the one it asks for, else the called number's, else the
     * default.
     */
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

    /** What limits that agent. */
    public Limit limitOf(String name) {
        Limit own = limits.get(name);
        return own == null ? new Limit(name, Integer.MAX_VALUE) : own;
    }

    /**
     * A bound on calls that agents may share, since their recogniser is one.
     *
     * @param group what shares it
     * @param maxCalls most calls at a time of the whole group
     */
    public record Limit(String group, int maxCalls) {}

    /** All agents. */
    public Collection<AgentPlan> all() {
        return plans.values();
    }
}
