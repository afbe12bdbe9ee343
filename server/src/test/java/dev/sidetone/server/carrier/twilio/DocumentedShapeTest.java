/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.SharedMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden files against the notes on the vendor's documentation, whose identifiers and payloads
 * are shortened: the same messages, the same keys in the same order, the same types of values.
 */
@Tag("unit")
final class DocumentedShapeTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void shouldHoldExactlyWhatTwilioSends() throws IOException {
        assertThat(shapes(GoldenWire.lines("documented.jsonl")))
                .containsExactlyElementsOf(shapes(noted("### 1.2 ", "### 1.3 ")));
    }

    @Test
    void shouldHoldExactlyWhatTwilioAccepts() throws IOException {
        assertThat(shapes(GoldenWire.lines("sent.jsonl")))
                .containsExactlyElementsOf(shapes(noted("### 1.3 ", "### 1.4 ")));
    }

    private static List<String> noted(String from, String to) throws IOException {
        String notes = Files.readString(SharedMaterial.require("protocols/carriers.md"));
        return notes.substring(notes.indexOf(from), notes.indexOf(to))
                .lines()
                .filter(line -> line.startsWith("{\"event\""))
                .toList();
    }

    private static List<String> shapes(List<String> messages) {
        return messages.stream()
                .map(message -> {
                    JsonNode tree = JSON.readTree(message);
                    return tree.get("event") + " " + shape(tree);
                })
                .toList();
    }

    private static String shape(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream()
                    .map(DocumentedShapeTest::shape)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (!node.isObject()) {
            return node.getNodeType().toString();
        }
        return node.propertyStream()
                .map(property -> property.getKey() + ":" + shape(property.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
