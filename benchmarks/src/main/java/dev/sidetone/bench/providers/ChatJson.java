/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.handler.codec.http.FullHttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as these servers read and write it. Thread-safe. */
final class ChatJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ChatJson() {}

    /** The JSON of a text; null when it is none. */
    static @Nullable JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return null;
        }
    }

    /** A JSON string with its quotes. */
    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /** A JSON object. */
    static String object(Map<String, ?> fields) {
        return JSON.writeValueAsString(fields);
    }

    /** What {@code /v1/models} answers: enough to warm a connection up. */
    static FullHttpResponse models() {
        Map<String, Object> model =
                Map.of(
                        "id",
                        "sidetone-scripted",
                        "object",
                        "model",
                        "created",
                        1,
                        "owned_by",
                        "sidetone");
        return Answers.json(200, object(Map.of("object", "list", "data", List.of(model))));
    }
}
