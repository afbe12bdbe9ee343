/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import static dev.sidetone.server.agent.AgentPlanBuilder.list;
import static dev.sidetone.server.agent.AgentPlanBuilder.text;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.NeverSay;
import dev.sidetone.orchestrator.agent.PatternException;
import dev.sidetone.orchestrator.agent.PhrasePattern;
import dev.sidetone.orchestrator.agent.ToolPlan;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a schema cannot say about an agent file: names that must agree, patterns that must parse,
 * words that must not be said.
 */
final class AgentFileChecks {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> PATTERN_RULES = Set.of("day", "time", "digits");
    private static final Set<String> SILENT_KEYS =
            Set.of(
                    "name",
                    "description",
                    "asks",
                    "tool",
                    "tools",
                    "voice",
                    "never-say",
                    "providers",
                    "type",
                    "key");

    private final JsonNode file;
    private final EnvironmentReferences environment;
    private final BiConsumer<String, String> problem;

    /** Reports to {@code problem} a JSON pointer and a reason. */
    AgentFileChecks(
            JsonNode file, EnvironmentReferences environment, BiConsumer<String, String> problem) {
        this.file = file;
        this.environment = environment;
        this.problem = problem;
    }

    void run() {
        if (text(file, "name").equals(AgentPlan.ECHO)) {
            problem.accept("/name", "the name 'echo' is reserved");
        }
        uniqueNames("/topics", file.path("topics"));
        uniqueNames("/jobs", file.path("jobs"));
        uniqueNames("/tools", file.path("tools"));
        patterns("/handover", file.path("handover"));
        forEach("/topics", file.path("topics"), this::patterns);
        forEach("/jobs", file.path("jobs"), this::job);
        forEach("/tools", file.path("tools"), this::tool);
        NeverSay forbidden = new NeverSay(AgentPlanBuilder.texts(file, "never-say"));
        spoken("", file, forbidden);
    }

    private void job(String pointer, JsonNode job) {
        patterns(pointer, job);
        uniqueNames(pointer + "/slots", job.path("slots"));
        Set<String> slots =
                list(job.path("slots")).stream()
                        .map(slot -> text(slot, "name"))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> readBack =
                PLACEHOLDER
                        .matcher(text(job, "confirm"))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        readBack.stream()
                .filter(name -> !slots.contains(name))
                .forEach(name ->
                        problem.accept(
                                pointer + "/confirm",
                                "placeholder {"
                                        + name
                                        + "} names no slot; slots are "
                                        + String.join(", ", slots)));
        slots.stream()
                .filter(name -> !readBack.contains(name))
                .forEach(name ->
                        problem.accept(
                                pointer + "/confirm",
                                "slot '" + name + "' is not read back: {" + name + "} expected"));
        forEach(pointer + "/slots", job.path("slots"), this::slot);
        jobTool(pointer, job, slots);
    }

    private void jobTool(String pointer, JsonNode job, Set<String> slots) {
        String name = text(job, "tool");
        JsonNode tool =
                list(file.path("tools")).stream()
                        .filter(candidate -> text(candidate, "name").equals(name))
                        .findFirst()
                        .orElse(null);
        if (tool == null) {
            problem.accept(pointer + "/tool", "no tool '" + name + "' under tools");
            return;
        }
        JsonNode properties = tool.path("parameters").path("properties");
        slots.stream()
                .filter(slot -> !properties.has(slot))
                .forEach(slot ->
                        problem.accept(
                                pointer + "/tool",
                                "tool '"
                                        + name
                                        + "' has no property '"
                                        + slot
                                        + "' for the slot of that name"));
        AgentPlanBuilder.texts(tool.path("parameters"), "required").stream()
                .filter(required -> !slots.contains(required))
                .forEach(required ->
                        problem.accept(
                                pointer + "/tool",
                                "tool '"
                                        + name
                                        + "' requires '"
                                        + required
                                        + "', which is no slot of this job"));
    }

    private void slot(String pointer, JsonNode slot) {
        boolean digits = text(slot, "type").equals("digits");
        for (String key : List.of("min-digits", "max-digits")) {
            if (!digits && slot.has(key)) {
                problem.accept(pointer + "/" + key, "only slots of type digits have '" + key + "'");
            }
        }
        if (digits && slot.path("min-digits").asInt(1) > slot.path("max-digits").asInt(10)) {
            problem.accept(pointer + "/min-digits", "min-digits is larger than max-digits");
        }
    }

    private void tool(String pointer, JsonNode tool) {
        String name = text(tool, "name");
        if (ToolPlan.RESERVED_NAMES.contains(name)) {
            problem.accept(pointer + "/name", "the name '" + name + "' is reserved");
        }
        String url = text(tool, "url");
        missing(pointer + "/url", url);
        try {
            URI uri = URI.create(environment.expand(url));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                problem.accept(pointer + "/url", "a http or https address with a host is expected");
            }
        } catch (IllegalArgumentException _) {
            problem.accept(pointer + "/url", "a http or https address is expected");
        }
        tool.path("headers")
                .properties()
                .forEach(header ->
                        missing(
                                pointer + "/headers/" + header.getKey(),
                                header.getValue().asString()));
    }

    private void missing(String pointer, String text) {
        environment
                .missingIn(text)
                .forEach(name ->
                        problem.accept(pointer, "environment variable " + name + " is not set"));
    }

    private void patterns(String pointer, JsonNode node) {
        forEach(
                pointer + "/asks",
                node.path("asks"),
                (at, ask) -> {
                    try {
                        rules(at, PhrasePattern.parse(ask.asString()));
                    } catch (PatternException e) {
                        problem.accept(
                                at,
                                "pattern, character " + (e.position() + 1) + ": " + e.getMessage());
                    }
                });
    }

    private void rules(String pointer, PhrasePattern pattern) {
        if (pattern instanceof PhrasePattern.Rule(String name) && !PATTERN_RULES.contains(name)) {
            problem.accept(
                    pointer, "pattern: <" + name + "> is not one of <day>, <time>, <digits>");
        }
        pattern.parts().forEach(part -> rules(pointer, part));
    }

    private void spoken(String pointer, JsonNode node, NeverSay forbidden) {
        if (node.isString()) {
            String word = forbidden.firstIn(node.asString());
            if (word != null) {
                problem.accept(pointer, "says '" + word + "', which is under never-say");
            }
        }
        forEach(pointer, node, (at, entry) -> spoken(at, entry, forbidden));
        node.properties().stream()
                .filter(field -> !SILENT_KEYS.contains(field.getKey()))
                .forEach(field ->
                        spoken(pointer + "/" + field.getKey(), field.getValue(), forbidden));
    }

    private void uniqueNames(String pointer, JsonNode entries) {
        Set<String> seen = new HashSet<>();
        forEach(
                pointer,
                entries,
                (at, entry) -> {
                    String name = text(entry, "name");
                    if (!seen.add(name)) {
                        problem.accept(at + "/name", "the name '" + name + "' is taken already");
                    }
                });
    }

    private static void forEach(
            String pointer, JsonNode array, BiConsumer<String, JsonNode> action) {
        for (int i = 0; array.isArray() && i < array.size(); i++) {
            action.accept(pointer + "/" + i, array.get(i));
        }
    }
}
