/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

/**
 * What an answer cost, as the vendor counts it.
 *
 * @param inputTokens all of the request, those from the vendor's cache included
 * @param cachedTokens of them from its cache
 * @param outputTokens of the answer, reasoning included
 * @param reasoningTokens of them spent on reasoning
 */
record ChatUsage(long inputTokens, long cachedTokens, long outputTokens, long reasoningTokens) {}
