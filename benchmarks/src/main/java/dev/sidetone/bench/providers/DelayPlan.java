/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The delays of all stages. A draw depends on nothing but the seed, the phrase's number, the stage
 * and its place within the answer, so a run repeats and a request that is made twice waits as long
 * as before. Immutable.
 */
public final class DelayPlan {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Map<Stage, StageDelay> delays;
    private final long seed;

    private DelayPlan(Map<Stage, StageDelay> delays, long seed) {
        this.delays = delays;
        this.seed = seed;
    }

    /** Without any delay. */
    public static DelayPlan none() {
        return new DelayPlan(new EnumMap<>(Stage.class), 0);
    }

    /**
     * From the command line.
     *
     * @param settings each {@code STAGE=P50,P99} or {@code STAGE=MS}
     */
    public static DelayPlan parse(List<String> settings, long seed) {
        Map<Stage, StageDelay> delays = new EnumMap<>(Stage.class);
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "a delay is STAGE=P50,P99, not '" + setting + "'");
            }
            delays.put(
                    Stage.of(setting.substring(0, equals)),
                    StageDelay.parse(setting.substring(equals + 1)));
        }
        return new DelayPlan(delays, seed);
    }

    /** What a stage is set to. */
    public StageDelay of(Stage stage) {
        return delays.getOrDefault(stage, StageDelay.NONE);
    }

    /**
     * One draw.
     *
     * @param number of the phrase; any other number for what belongs to none
     * @param index which of several draws of this stage, from 0
     */
    double drawMs(Stage stage, int number, int index) {
        long mixed = seed * GOLDEN + number;
        mixed = mixed * GOLDEN + stage.label().hashCode();
        mixed = mixed * GOLDEN + index;
        return of(stage).drawMs(new SplittableRandom(mixed));
    }
}
