/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Agent files that cannot be used; names everything that is wrong with them. */
public final class AgentFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> lines = new ArrayList<>();
    private final transient List<AgentFileProblem> problems;

    AgentFileException(List<AgentFileProblem> problems) {
        super(problems.stream().map(AgentFileProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        problems.forEach(problem -> lines.add(problem.toString()));
    }

    /** Everything that is wrong, in the order of files and lines. */
    public List<AgentFileProblem> problems() {
        return problems;
    }
}
