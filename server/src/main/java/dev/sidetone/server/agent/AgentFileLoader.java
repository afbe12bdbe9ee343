/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import dev.sidetone.orchestrator.agent.AgentPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agents: those on the class path, and those of a folder, which override by name. The
 * agent {@code echo} is always there. Blocks on files; used at start.
 */
public final class AgentFileLoader {
    private static final List<String> BUILT_IN = List.of("front-desk.yaml");

    private final AgentFileParser parser;

    /**
     * Creates a loader.
     *
     * @param environment values of environment variables by name, null for those that are not set;
     *     {@code System::getenv}
     */
    public AgentFileLoader(Function<String, @Nullable String> environment) {
        this.parser = new AgentFileParser(resource("agent.schema.json"), environment);
    }

    /**
     * All agents by name.
     *
     * @param folder holds {@code *.yaml} files; null for the built-in agents only
     * @throws AgentFileException with everything that is wrong in any of the files
     */
    public Map<String, AgentPlan> load(@Nullable Path folder) {
        List<AgentFileProblem> problems = new ArrayList<>();
        Map<String, AgentPlan> agents = new LinkedHashMap<>();
        agents.put(AgentPlan.ECHO, AgentPlan.echo());
        for (String builtIn : BUILT_IN) {
            AgentPlan plan = parser.parse(builtIn, resource(builtIn), problems);
            if (plan != null) {
                agents.put(plan.name(), plan);
            }
        }
        if (folder != null) {
            loadFolder(folder, agents, problems);
        }
        if (!problems.isEmpty()) {
            throw new AgentFileException(problems);
        }
        return Map.copyOf(agents);
    }

    /**
     * One agent from its text.
     *
     * @param file what problems call it
     * @throws AgentFileException with everything that is wrong with it
     */
    public AgentPlan parse(String file, String yaml) {
        List<AgentFileProblem> problems = new ArrayList<>();
        AgentPlan plan = parser.parse(file, yaml, problems);
        if (plan == null) {
            throw new AgentFileException(problems);
        }
        return plan;
    }

    private void loadFolder(
            Path folder, Map<String, AgentPlan> agents, List<AgentFileProblem> problems) {
        Map<String, String> fileByName = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
                AgentPlan plan = parser.parse(file.toString(), Files.readString(file), problems);
                if (plan == null) {
                    continue;
                }
                String other = fileByName.putIfAbsent(plan.name(), file.toString());
                if (other != null) {
                    problems.add(
                            new AgentFileProblem(
                                    file.toString(),
                                    0,
                                    0,
                                    "the agent '"
                                            + plan.name()
                                            + "' is defined in "
                                            + other
                                            + " already"));
                }
                agents.put(plan.name(), plan);
            }
        } catch (IOException e) {
            problems.add(new AgentFileProblem(folder.toString(), 0, 0, "cannot be read: " + e));
        }
    }

    private static String resource(String name) {
        try (InputStream stream = AgentFileLoader.class.getResourceAsStream("/agents/" + name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "agents/" + name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
