/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.Prompts;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.agent.KeyPrompts;
import dev.sidetone.orchestrator.agent.ToolPlan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns a document that fits the schema into a plan. Stateless. */
final class AgentPlanBuilder {
    private static final int DEFAULT_WORDS_PER_MINUTE = 160;
    private static final int DEFAULT_TOOL_TIMEOUT_MS = 3000;
    private static final int DEFAULT_TOOL_ATTEMPTS = 2;
    private static final int DEFAULT_MIN_DIGITS = 7;
    private static final int DEFAULT_MAX_DIGITS = 10;

    private AgentPlanBuilder() {}

    /** Builds the plan; {@code expand} replaces references to the environment. */
    static AgentPlan build(JsonNode file, UnaryOperator<String> expand) {
        JsonNode voice = file.path("voice");
        JsonNode handover = file.path("handover");
        String key = handover.path("key").asString("");
        JsonNode providers = file.path("providers");
        return new AgentPlan(
                text(file, "name"),
                AgentPlan.Kind.CASCADE,
                text(file, "description"),
                new AgentPlan.Voice(
                        voice.path("name").asString(""),
                        voice.path("words-per-minute").asInt(DEFAULT_WORDS_PER_MINUTE)),
                phrases(file.path("phrases")),
                list(file.path("topics")).stream()
                        .map(topic ->
                                new AgentPlan.Topic(
                                        text(topic, "name"),
                                        texts(topic, "asks"),
                                        text(topic, "answer")))
                        .toList(),
                list(file.path("jobs")).stream().map(AgentPlanBuilder::job).toList(),
                list(file.path("tools")).stream().map(tool -> tool(tool, expand)).toList(),
                new AgentPlan.Handover(
                        texts(handover, "asks"),
                        key.isEmpty() ? null : key.charAt(0),
                        text(handover, "say")),
                texts(file, "never-say"),
                new AgentPlan.Providers(
                        optional(providers, "stt"),
                        optional(providers, "llm"),
                        optional(providers, "tts")));
    }

    private static AgentPlan.Phrases phrases(JsonNode phrases) {
        Prompts defaults = Prompts.DEFAULTS;
        return new AgentPlan.Phrases(
                text(phrases, "greeting"),
                texts(phrases, "unclear"),
                texts(phrases, "silence"),
                text(phrases, "goodbye"),
                text(phrases, "trouble"),
                text(phrases, "filler"),
                new Prompts(
                        phrases.path("help").asString(defaults.help()),
                        phrases.path("more").asString(defaults.more()),
                        phrases.path("change").asString(defaults.change()),
                        phrases.path("cancelled").asString(defaults.cancelled()),
                        phrases.path("rest").asString(defaults.rest()),
                        keys(phrases.path("keys"))));
    }

    private static KeyPrompts keys(JsonNode keys) {
        KeyPrompts defaults = KeyPrompts.DEFAULTS;
        return new KeyPrompts(
                keys.path("menu").asString(defaults.menu()).strip(),
                keys.path("yes-no").asString(defaults.yesNo()).strip(),
                keys.path("day").asString(defaults.day()).strip(),
                keys.path("time").asString(defaults.time()).strip(),
                keys.path("digits").asString(defaults.digits()).strip(),
                keys.path("slot").asString(defaults.slot()).strip());
    }

    private static AgentPlan.Job job(JsonNode job) {
        return new AgentPlan.Job(
                text(job, "name"),
                texts(job, "asks"),
                list(job.path("slots")).stream().map(AgentPlanBuilder::slot).toList(),
                text(job, "confirm"),
                text(job, "tool"),
                text(job, "done"),
                text(job, "failed"));
    }

    private static AgentPlan.Slot slot(JsonNode slot) {
        return new AgentPlan.Slot(
                text(slot, "name"),
                SlotType.valueOf(text(slot, "type").toUpperCase(Locale.ROOT)),
                text(slot, "prompt"),
                slot.path("min-digits").asInt(DEFAULT_MIN_DIGITS),
                slot.path("max-digits").asInt(DEFAULT_MAX_DIGITS));
    }

    private static ToolPlan tool(JsonNode tool, UnaryOperator<String> expand) {
        Map<String, String> headers = new LinkedHashMap<>();
        tool.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), expand.apply(header.getValue().asString())));
        return new ToolPlan(
                text(tool, "name"),
                text(tool, "description"),
                URI.create(expand.apply(text(tool, "url"))),
                Duration.ofMillis(tool.path("timeout-ms").asInt(DEFAULT_TOOL_TIMEOUT_MS)),
                tool.path("attempts").asInt(DEFAULT_TOOL_ATTEMPTS),
                tool.path("parameters").toString(),
                headers);
    }

    /** The entries of a list; none when it is absent. */
    static List<JsonNode> list(JsonNode node) {
        return new ArrayList<>(node.values());
    }

    static List<String> texts(JsonNode node, String key) {
        return list(node.path(key)).stream().map(entry -> entry.asString().strip()).toList();
    }

    static String text(JsonNode node, String key) {
        return node.path(key).asString("").strip();
    }

    private static @Nullable String optional(JsonNode node, String key) {
        String text = text(node, key);
        return text.isEmpty() ? null : text;
    }
}
