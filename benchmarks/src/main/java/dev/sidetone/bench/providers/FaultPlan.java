/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which connections and phrases go wrong. A rule is {@code [STAGE:]FAULT=RATE} (a share of the
 * stage's connections and requests) or {@code [STAGE:]FAULT@NUMBER} (a phrase); without a stage it
 * holds for all three. Shares are drawn from the seed in the order of requests, each stage for
 * itself. The event loop only.
 */
public final class FaultPlan {

    private record Rule(@Nullable Stage stage, Fault fault, double rate, int phrase) {
        boolean holdsFor(Stage other) {
            return stage == null || stage == other;
        }
    }

    private final List<Rule> rules;
    private final Map<Stage, SplittableRandom> draws = new EnumMap<>(Stage.class);

    private FaultPlan(List<Rule> rules, long seed) {
        this.rules = rules;
        for (Stage stage : Stage.values()) {
            draws.put(stage, new SplittableRandom(seed + stage.label().hashCode()));
        }
    }

    /** Nothing goes wrong but what requests ask for. */
    public static FaultPlan none() {
        return new FaultPlan(List.of(), 0);
    }

    /** From the command line. */
    public static FaultPlan parse(List<String> settings, long seed) {
        List<Rule> rules = new ArrayList<>();
        for (String setting : settings) {
            rules.add(rule(setting));
        }
        return new FaultPlan(rules, seed);
    }

    private static Rule rule(String setting) {
        int colon = setting.indexOf(':');
        Stage stage = colon < 0 ? null : Stage.of(setting.substring(0, colon));
        String rest = setting.substring(colon + 1);
        int equals = rest.indexOf('=');
        int at = rest.indexOf('@');
        try {
            if (equals > 0) {
                double rate = Double.parseDouble(rest.substring(equals + 1));
                if (rate >= 0 && rate <= 1) {
                    return new Rule(stage, Fault.of(rest.substring(0, equals)), rate, -1);
                }
            } else if (at > 0) {
                Fault fault = Fault.of(rest.substring(0, at));
                int phrase = Integer.parseInt(rest.substring(at + 1));
                if (phrase >= 0 && !fault.atRequest()) {
                    return new Rule(stage, fault, 0, phrase);
                }
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "a fault is [STAGE:]FAULT=RATE with a rate of 0 to 1, or [STAGE:]FAULT@PHRASE"
                        + " (not for 429, 401 and slow), not '"
                        + setting
                        + "'");
    }

    /** The fault of the stage's next request, if any. */
    @Nullable Fault next(Stage stage) {
        SplittableRandom draw = draws.get(stage);
        Fault drawn = null;
        for (Rule rule : rules) {
            if (draw != null && rule.phrase < 0 && rule.holdsFor(stage)) {
                boolean hit = draw.nextDouble() < rule.rate;
                drawn = hit && drawn == null ? rule.fault : drawn;
            }
        }
        return drawn;
    }

    /** The fault of a phrase at a stage, if any. */
    @Nullable Fault of(Stage stage, int phrase) {
        for (Rule rule : rules) {
            if (rule.phrase == phrase && rule.phrase >= 0 && rule.holdsFor(stage)) {
                return rule.fault;
            }
        }
        return null;
    }
}
