/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.util.Comparator;
import java.util.List;

/**
 * What a caller does in one call, in order; it hangs up at the end.
 *
 * @param steps the steps
 * @param keys keys pressed beside them
 */
public record CallerScript(List<CallerStep> steps, List<TimedKey> keys) {
    public CallerScript {
        steps = List.copyOf(steps);
        keys = keys.stream().sorted(Comparator.comparingInt(TimedKey::atMs)).toList();
    }

    /** A script without timed keys. */
    public CallerScript(List<CallerStep> steps) {
        this(steps, List.of());
    }

    /** A key pressed at an instant of stream time, whatever the steps are at. It makes no turn. */
    public record TimedKey(int atMs, char key) {}
}
