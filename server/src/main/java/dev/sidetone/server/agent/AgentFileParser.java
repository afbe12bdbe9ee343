/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sidetone.orchestrator.agent.AgentPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads one agent file and says all that is wrong with it, with lines. */
final class AgentFileParser {
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Schema schema;
    private final EnvironmentReferences environment;

    AgentFileParser(String schemaJson, Function<String, @Nullable String> environment) {
        this.schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schemaJson, InputFormat.JSON);
        this.environment = new EnvironmentReferences(environment);
    }

    /** The plan, or null after something was added to {@code problems}. */
    @Nullable AgentPlan parse(String file, String yaml, List<AgentFileProblem> problems) {
        JsonNode document;
        YamlLocations locations;
        try (JsonParser parser = YAML.createParser(yaml)) {
            document = YAML.readTree(yaml);
            locations = YamlLocations.of(parser);
        } catch (JacksonException e) {
            problems.add(syntax(file, e));
            return null;
        }
        List<AgentFileProblem> found = new ArrayList<>();
        for (Error error : schema.validate(document)) {
            found.add(at(file, locations, pointer(error), reason(error)));
        }
        if (found.isEmpty()) {
            new AgentFileChecks(
                            document,
                            environment,
                            (pointer, reason) -> found.add(at(file, locations, pointer, reason)))
                    .run();
        }
        found.sort(
                Comparator.comparingInt(AgentFileProblem::line)
                        .thenComparingInt(AgentFileProblem::column));
        problems.addAll(found);
        return found.isEmpty() ? AgentPlanBuilder.build(document, environment::expand) : null;
    }

    private static AgentFileProblem at(
            String file, YamlLocations locations, String pointer, String reason) {
        YamlLocations.Place place = locations.of(pointer);
        return new AgentFileProblem(file, place.line(), place.column(), reason);
    }

    private static AgentFileProblem syntax(String file, JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String reason = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
        return location == null
                ? new AgentFileProblem(file, 1, 1, "not YAML: " + reason)
                : new AgentFileProblem(
                        file, location.getLineNr(), location.getColumnNr(), "not YAML: " + reason);
    }

    /** An unknown key is reported where it stands, not where its parent does. */
    private static String pointer(Error error) {
        String parent = error.getInstanceLocation().toString();
        return error.getKeyword().equals("additionalProperties")
                ? parent + "/" + error.getProperty()
                : parent;
    }

    private static String reason(Error error) {
        String where = error.getInstanceLocation().toString();
        String key = where.isEmpty() ? "the file" : where.substring(1).replace('/', '.');
        return switch (error.getKeyword()) {
            case "additionalProperties" -> "unknown key '" + error.getProperty() + "' in " + key;
            case "required" -> "missing key '" + error.getProperty() + "' in " + key;
            default -> key + ": " + error.getMessage();
        };
    }
}
