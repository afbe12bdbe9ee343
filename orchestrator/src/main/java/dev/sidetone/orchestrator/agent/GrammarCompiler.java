/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import dev.sidetone.orchestrator.agent.AgentPlan.Job;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles an agent's plan into one small grammar for each state its conversation can be in. A
 * state's grammar holds what is sensible to say there and no more; what is always allowed (a
 * person, repeat, cancel, goodbye) is in all of them. Immutable once built; any thread.
 */
public final class GrammarCompiler {
    /** State before anything was asked. */
    public static final String OPEN = "open";

    /** State after something was done or answered. */
    public static final String MORE = "more";

    /** State after a person was offered. */
    public static final String PERSON = "person";

    private static final String GLOBAL = "<repeat> | <cancel> | <goodbye>";

    private final Map<String, PhrasePattern> rules = new LinkedHashMap<>(SpokenRules.all());
    private final Map<String, Expectation> states = new LinkedHashMap<>();

    /**
     * Compiles every state of the plan's conversation; the plan's patterns must parse, as the
     * loader makes sure.
     */
    public GrammarCompiler(AgentPlan plan) {
        rules.put("human", choice(plan.handover().asks()));
        String requests = requests(plan);
        boolean hasRequests = !requests.isEmpty();
        String asking =
                hasRequests
                        ? "<greet> | [<greet>] <request> [please] | <global>"
                        : "<greet> | <global>";
        if (hasRequests) {
            rules.put("request", SpokenRules.fixed(requests));
        }
        rules.put(
                "global",
                SpokenRules.fixed(
                        plan.handover().asks().isEmpty() ? GLOBAL : "<human> | " + GLOBAL));
        state(OPEN, asking);
        plan.jobs().forEach(this::jobStates);
        state(MORE, asking + " | <yes> | <no> | <enough>");
        state(PERSON, "<yes> | <no> | <global>");
    }

    /** The state in which this slot is asked for. */
    public static String asking(Job job, Slot slot) {
        return "ask-" + job.name() + "-" + slot.name();
    }

    /** The state in which the job's read-back awaits its yes or no. */
    public static String confirming(Job job) {
        return "confirm-" + job.name();
    }

    /** The state in which the caller is asked what to change. */
    public static String changing(Job job) {
        return "change-" + job.name();
    }

    /** Name of the rule that holds a job's or topic's patterns. */
    public static String ruleOf(String kind, String name) {
        return kind + "_" + name.replace('-', '_');
    }

    /** All states' expectations, the opening first. */
    public List<Expectation> all() {
        return List.copyOf(states.values());
    }

    /** Expectation of a state of this plan. */
    public Expectation expectation(String id) {
        Expectation found = states.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no state " + id);
        }
        return found;
    }

    /** Every rule of the plan by name, the shared ones included. */
    public Map<String, PhrasePattern> rules() {
        return Map.copyOf(rules);
    }

    private String requests(AgentPlan plan) {
        List<String> requests = new ArrayList<>();
        for (Job job : plan.jobs()) {
            String rule = ruleOf("job", job.name());
            rules.put(rule, choice(job.asks()));
            String when = when(job, true);
            requests.add("<" + rule + ">" + (when.isEmpty() ? "" : " [" + when + "]"));
        }
        for (AgentPlan.Topic topic : plan.topics()) {
            String rule = ruleOf("topic", topic.name());
            rules.put(rule, choice(topic.asks()));
            requests.add("<" + rule + ">");
        }
        return String.join(" | ", requests);
    }

    private void jobStates(Job job) {
        String when = when(job, true);
        String fix = when.isEmpty() ? "" : "(no | actually | [no] make it) (" + when + ") | ";
        List<String> changes = new ArrayList<>();
        if (!when.isEmpty()) {
            changes.add("[make it] (" + when(job, false) + ")");
        }
        for (Slot slot : job.slots()) {
            String said =
                    switch (slot.type()) {
                        case DAY ->
                                "[no] [on | for | how about] <day>"
                                        + (has(job, SlotType.TIME) ? " [[at] <time>]" : "");
                        case TIME ->
                                "[no] [at | for | how about] <time>"
                                        + (has(job, SlotType.DAY)
                                                ? " [[on] <day>] | " + fix
                                                : " | ");
                        case DIGITS -> number(slot) + " | " + fix;
                    };
            state(asking(job, slot), trimBar(said) + " | <global>");
            changes.add("[change] [the] " + slot.name());
            if (slot.type() == SlotType.DIGITS) {
                changes.add(number(slot));
            }
        }
        state(confirming(job), "<yes> | <no> | " + fix + "<global>");
        state(changing(job), String.join(" | ", changes) + " | <no> | <global>");
    }

    private static String number(Slot slot) {
        return "[my " + slot.name() + " is | the " + slot.name() + " is] <digits>";
    }

    /**
     * Day and time in either order, as far as the job asks for them; {@code marked} wants a
     * preposition before a time that leads.
     */
    private static String when(Job job, boolean marked) {
        boolean day = has(job, SlotType.DAY);
        boolean time = has(job, SlotType.TIME);
        String at = marked ? "(at | for) <time>" : "[at | for] <time>";
        if (day && time) {
            return "[on | for] <day> [[at] <time>] | " + at + " [[on] <day>]";
        }
        return day ? "[on | for] <day>" : time ? at : "";
    }

    private static boolean has(Job job, SlotType type) {
        return job.slots().stream().anyMatch(slot -> slot.type() == type);
    }

    private static String trimBar(String alternatives) {
        return alternatives.replaceFirst("\\s*\\|\\s*$", "");
    }

    private static PhrasePattern choice(List<String> asks) {
        return SpokenRules.fixed(asks.isEmpty() ? "<void>" : String.join(" | ", asks));
    }

    private void state(String id, String top) {
        PhrasePattern pattern = SpokenRules.fixed(top);
        Set<String> used = new LinkedHashSet<>();
        collectRules(pattern, used);
        StringBuilder jsgf =
                new StringBuilder("#JSGF V1.0;\ngrammar " + id.replace('-', '_') + ";\n");
        Set<String> keywords = new TreeSet<>();
        for (String name : used) {
            PhrasePattern rule = rule(name);
            jsgf.append('<').append(name).append("> = ").append(rule.jsgf()).append(";\n");
            collectWords(rule, keywords);
        }
        collectWords(pattern, keywords);
        jsgf.append("public <top> = ").append(pattern.jsgf()).append(";\n");
        states.put(id, new Expectation(id, jsgf.toString(), List.copyOf(keywords)));
    }

    /** Rules a pattern needs, those they need themselves first. */
    private void collectRules(PhrasePattern pattern, Set<String> used) {
        if (pattern instanceof PhrasePattern.Rule(String name) && !used.contains(name)) {
            collectRules(rule(name), used);
            used.add(name);
        }
        pattern.parts().forEach(part -> collectRules(part, used));
    }

    private PhrasePattern rule(String name) {
        PhrasePattern rule = rules.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("no rule <" + name + ">");
        }
        return rule;
    }

    private static void collectWords(PhrasePattern pattern, Set<String> words) {
        if (pattern instanceof PhrasePattern.Word(String text)) {
            words.add(text);
        }
        pattern.parts().forEach(part -> collectWords(part, words));
    }
}
