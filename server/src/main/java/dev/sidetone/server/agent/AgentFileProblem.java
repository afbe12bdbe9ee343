/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

/**
 * One thing wrong with an agent file.
 *
 * @param file name of the file
 * @param line counts from 1; 0 when the problem is not in a line
 * @param column counts from 1; 0 when the problem is not in a line
 * @param reason what is wrong and what was expected
 */
public record AgentFileProblem(String file, int line, int column, String reason) {

    /** {@code file:line:column: reason}, as compilers write it. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + reason : file + ":" + line + ":" + column + ": " + reason;
    }
}
