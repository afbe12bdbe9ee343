/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables for whoever reads them beside the configuration, agents' files for example;
 * it keeps the names that were asked for, so that none of them is taken for a slip of the pen. One
 * thread, at the start.
 */
public final class ReadVariables implements Function<String, @Nullable String> {
    private final Map<String, String> environment;
    private final Set<String> names = new TreeSet<>();

    public ReadVariables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String apply(String name) {
        names.add(name);
        return environment.get(name);
    }

    /** Every name asked for, whether it has a value or not. */
    public Set<String> names() {
        return Set.copyOf(names);
    }
}
