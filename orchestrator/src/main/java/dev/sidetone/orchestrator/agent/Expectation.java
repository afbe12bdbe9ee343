/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.util.List;

/**
 * What a caller may say next, as far as the conversation knows: narrows a recogniser.
 *
 * @param id names the state of the conversation; equal ids have equal grammars within one agent
 * @param jsgf a self-contained JSGF grammar whose one public rule is {@code <top>}; no imports
 * @param keywords words worth a recogniser's attention, for those that take hints and no grammar
 */
public record Expectation(String id, String jsgf, List<String> keywords) {
    public Expectation {
        keywords = List.copyOf(keywords);
    }
}
