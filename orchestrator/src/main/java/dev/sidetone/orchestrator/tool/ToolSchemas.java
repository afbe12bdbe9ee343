/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sidetone.orchestrator.agent.ToolPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The argument schemas of tools, compiled once each. Any thread. */
final class ToolSchemas {
    /** Schemas kept; beyond it (agents reloaded many times) all are compiled anew. */
    private static final int MAX_SCHEMAS = 1024;

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** What is wrong with the arguments, without quoting them; null when they fit. */
    @Nullable String firstProblem(ToolPlan plan, String argumentsJson) {
        if (compiled.size() >= MAX_SCHEMAS) {
            compiled.clear();
        }
        try {
            if (!ToolReply.JSON.readTree(argumentsJson).isObject()) {
                return "the arguments are not a JSON object";
            }
            Schema schema =
                    compiled.computeIfAbsent(
                            plan.parameters(), text -> registry.getSchema(text, InputFormat.JSON));
            List<Error> errors = schema.validate(argumentsJson, InputFormat.JSON);
            return errors.isEmpty() ? null : problem(errors.getFirst());
        } catch (JacksonException _) {
            return "the arguments are not JSON";
        }
    }

    private static String problem(Error error) {
        String where = error.getInstanceLocation().toString();
        return "the arguments break '"
                + error.getKeyword()
                + "' at "
                + (where.isEmpty() ? "/" : where);
    }
}
