/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.util.List;

/**
 * What a caller does in one call, in order; it hangs up at the end.
 *
 * @param steps the steps
 */
public record CallerScript(List<CallerStep> steps) {
    public CallerScript {
        steps = List.copyOf(steps);
    }

    /** Whether a step from {@code index} on still speaks or presses keys. */
    public boolean speaksFrom(int index) {
        return steps.subList(Math.min(index, steps.size()), steps.size()).stream()
                .anyMatch(
                        step ->
                                step instanceof CallerStep.Speak
                                        || step instanceof CallerStep.BargeIn
                                        || step instanceof CallerStep.PressKeys);
    }
}
