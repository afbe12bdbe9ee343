/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.sidetone.server.api.DescriptionResource;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The API's OpenAPI file, against which answers are held: status, content type, headers, and the
 * body by its schema, in which for this purpose no member may be that the file does not name.
 */
public final class ApiDescription {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode file;
    private final SchemaRegistry schemas =
            SchemaRegistry.withDefaultDialect(
                    Dialects.getOpenApi31(),
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    /** The file as the server has it. */
    public ApiDescription() {
        file = new YAMLMapper().readTree(DescriptionResource.text());
        file.at("/components/schemas").forEach(ApiDescription::close);
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.forEach(ApiDescription::close);
        }
    }

    /** Method and path of everything in it, as {@code GET /v1/calls/{id}}. */
    public Set<String> operations() {
        Set<String> all = new TreeSet<>();
        file.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method -> {
                                    if (METHODS.contains(method)) {
                                        all.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey());
                                    }
                                }));
        return all;
    }

    /** The values that a schema allows, as text. */
    public List<String> valuesOf(String schema) {
        List<String> values = new ArrayList<>();
        file.at("/components/schemas/" + schema + "/enum")
                .forEach(value -> values.add(value.isNull() ? "null" : value.asString()));
        return values;
    }

    /** What of the answer is not as the file says; empty when all is. */
    public List<String> faults(String method, String path, HttpResponse<String> answer) {
        return faults(method, path, answer.statusCode(), answer.headers().map(), answer.body());
    }

    /** The same of an answer in parts; header names in lower case. */
    public List<String> faults(
            String method,
            String path,
            int status,
            Map<String, List<String>> headers,
            String body) {
        JsonNode response = response(method, path, status);
        if (response == null) {
            return List.of(method + " " + path + " has no answer " + status);
        }
        List<String> faults = new ArrayList<>();
        response.path("headers")
                .properties()
                .forEach(header ->
                        faults.addAll(
                                headerFaults(
                                        header.getKey(), resolve(header.getValue()), headers)));
        String type = first(headers, "content-type").replaceFirst(";.*", "");
        JsonNode content = response.at("/content").get(type);
        if (content == null) {
            faults.add("no content of type \"" + type + "\"");
        } else if (!"HEAD".equals(method)) {
            faults.addAll(bodyFaults(content.get("schema"), type, body));
        }
        return faults;
    }

    private @Nullable JsonNode response(String method, String path, int status) {
        JsonNode item = file.get("paths").get(path);
        String asked = "HEAD".equals(method) ? "get" : method.toLowerCase(Locale.ROOT);
        JsonNode operation = item == null ? null : item.get(asked);
        if (item != null && operation == null && status == 405) {
            // a method that the path does not take is answered by what it takes
            operation =
                    item.properties().stream()
                            .filter(member -> METHODS.contains(member.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(null);
        }
        JsonNode found =
                operation == null ? null : operation.get("responses").get(Integer.toString(status));
        return found == null ? null : resolve(found);
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : file.at(reference.asString().substring(1));
    }

    private List<String> headerFaults(
            String name, JsonNode header, Map<String, List<String>> headers) {
        String value = first(headers, name.toLowerCase(Locale.ROOT));
        if (value.isEmpty()) {
            return header.path("required").asBoolean() ? List.of("no header " + name) : List.of();
        }
        return violations(header.get("schema"), JSON.getNodeFactory().stringNode(value));
    }

    private List<String> bodyFaults(JsonNode schema, String type, String body) {
        return violations(
                schema,
                type.endsWith("json")
                        ? JSON.readTree(body)
                        : JSON.getNodeFactory().stringNode(body));
    }

    /** What of a value does not fit a schema of the file, by the schema's name. */
    public List<String> violations(String schema, String json) {
        return violations(
                JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema),
                JSON.readTree(json));
    }

    private List<String> violations(JsonNode schema, JsonNode value) {
        // references lead from the root, so the file's components come along
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", file.get("components"));
        return schemas.getSchema(whole).validate(value).stream().map(Error::toString).toList();
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}
