/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan.Job;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills an agent's phrases with values, and writes the arguments of its tools. Stateless; any
 * thread.
 */
final class Phrasing {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REQUEST_ID_BYTES = 8;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern SENTENCE = Pattern.compile("[^.?!]*[.?!]*\\s*");

    private Phrasing() {}

    /** The job's read-back with all values in their spoken form. */
    static String readBack(Job job, Map<String, String> values) {
        return fill(job.confirm(), spoken(job, values));
    }

    /** True when {@code heard} holds every value of the read-back, each in full. */
    static boolean readBackHeard(Job job, Map<String, String> values, String heard) {
        String words = " " + String.join(" ", CallerWords.of(heard)) + " ";
        return spoken(job, values).values().stream()
                .allMatch(value ->
                        words.contains(" " + String.join(" ", CallerWords.of(value)) + " "));
    }

    /** What is said when the tool succeeded. */
    static String done(Job job, Map<String, String> values, String answerJson) {
        Map<String, String> all = new HashMap<>();
        try {
            JsonNode answer = JSON.readTree(answerJson);
            answer.properties()
                    .forEach(field -> {
                        if (field.getValue().isValueNode()) {
                            all.put(
                                    field.getKey(),
                                    SpokenForms.ofAnswer(field.getValue().asString()));
                        }
                    });
        } catch (JacksonException _) {
            // The gateway vouches for JSON; a tool that answered is a success even if nothing of
            // its answer can be said.
        }
        all.putAll(spoken(job, values));
        return fill(job.done(), all);
    }

    /** The arguments of the job's tool: one string a slot, in the order of the slots. */
    static String arguments(Job job, Map<String, String> values) {
        ObjectNode arguments = JSON.createObjectNode();
        for (Slot slot : job.slots()) {
            arguments.put(slot.name(), values.get(slot.name()));
        }
        return arguments.toString();
    }

    /**
     * A name for this job with these values: the same for the same, so that asking twice cannot do
     * it twice.
     */
    static String requestId(Job job, Map<String, String> values) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(arguments(job, values).getBytes(StandardCharsets.UTF_8));
            return job.name() + "-" + HexFormat.of().formatHex(hash, 0, REQUEST_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Sentences joined by one space; empty ones are left out. */
    static String join(String... texts) {
        return String.join(" ", List.of(texts).stream().filter(text -> !text.isBlank()).toList());
    }

    private static Map<String, String> spoken(Job job, Map<String, String> values) {
        Map<String, String> spoken = new HashMap<>();
        for (Slot slot : job.slots()) {
            String value = values.get(slot.name());
            if (value != null) {
                spoken.put(slot.name(), SpokenForms.of(slot.type(), value));
            }
        }
        return spoken;
    }

    /**
     * Fills placeholders; a sentence with one that has no value is left out rather than read out
     * with a hole.
     */
    private static String fill(String template, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        Matcher sentence = SENTENCE.matcher(template);
        while (sentence.find()) {
            Matcher placeholder = PLACEHOLDER.matcher(sentence.group());
            if (placeholder.results().allMatch(found -> values.containsKey(found.group(1)))) {
                filled.append(
                        placeholder
                                .reset()
                                .replaceAll(found ->
                                        Matcher.quoteReplacement(value(values, found.group(1)))));
            }
        }
        String text = filled.toString().strip();
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }
}
