/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import dev.sidetone.orchestrator.provider.ToolOutcome.Status;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an attempt ended.
 *
 * @param contentJson the tool's answer, or an object with the key {@code error}
 */
record ToolReply(Status status, String contentJson) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    static ToolReply failed(Status status, String problem) {
        return new ToolReply(status, error(problem));
    }

    static String error(String problem) {
        return JSON.createObjectNode().put("error", problem).toString();
    }
}
