/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/**
 * A model's wish to use a tool.
 *
 * @param id unique within the call; part of the idempotency key
 * @param name the tool's name in the agent file
 * @param argumentsJson a JSON object
 */
public record ToolCall(String id, String name, String argumentsJson) {}
