/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a run and the most it may be, as {@code --fail-on} names it: {@code mrl_p99=400}.
 *
 * @param figure its name
 * @param most the greatest value that holds; milliseconds or a count
 */
public record LoadLimit(String figure, double most) {

    private static final Map<String, Function<LoadReport, @Nullable Double>> FIGURES = figures();

    /** Reads {@code NAME=VALUE}; the exception says what is wrong. */
    public static LoadLimit parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (!FIGURES.containsKey(name)) {
            throw new IllegalArgumentException(
                    "no figure is called '"
                            + name
                            + "'; there are "
                            + String.join(", ", FIGURES.keySet()));
        }
        try {
            return new LoadLimit(name, Double.parseDouble(text.substring(equals + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected " + name + "=NUMBER, not '" + text + "'", e);
        }
    }

    /** A run judged against limits. */
    public static LoadReport judge(LoadReport run, List<LoadLimit> limits) {
        return run.judged(limits.stream().map(limit -> limit.judge(run)).toList());
    }

    /** Whether a run keeps to it. A figure that was not measured does not. */
    Check judge(LoadReport run) {
        Function<LoadReport, @Nullable Double> figure = FIGURES.get(this.figure);
        Double found = figure == null ? null : figure.apply(run);
        String name = String.format(Locale.ROOT, "%s at most %s", this.figure, plain(most));
        return new Check(
                name,
                found != null && found <= most,
                found == null ? "not measured" : plain(found));
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    private static Map<String, Function<LoadReport, @Nullable Double>> figures() {
        Map<String, Function<LoadReport, @Nullable Double>> all = new TreeMap<>();
        percentiles(all, "mrl", run -> run.facts().figures().mrl());
        percentiles(all, "added_mrl", run -> run.facts().figures().addedMrl());
        percentiles(all, "added_mrl_strict", LoadReport::addedStrict);
        percentiles(all, "barge_in_stop", run -> run.facts().figures().bargeInStop());
        percentiles(all, "latency", LoadReport::latency);
        percentiles(all, "setup", LoadReport::setup);
        all.put("failed", run -> (double) run.end().calls().failed());
        all.put("refused", run -> (double) run.end().calls().refused());
        all.put("late", run -> (double) run.end().frames().late());
        all.put("lost", run -> (double) run.end().frames().echo().lost());
        all.put("missed", run -> (double) run.turns().missed());
        all.put("prompts", run -> (double) run.end().idle().prompts());
        all.put("early", run -> (double) run.turns().early());
        all.put(
                "foreign",
                run -> (double) run.turns().foreign() + run.end().frames().echo().foreign());
        all.put("server_us_per_call_second", run -> run.cpu().serverUsPerCallSecond());
        all.put("rss_kb_per_call", run -> run.rss().slopeKbPerCall());
        return all;
    }

    private static void percentiles(
            Map<String, Function<LoadReport, @Nullable Double>> all,
            String name,
            Function<LoadReport, Percentiles> of) {
        all.put(name + "_p50", run -> of.apply(run).p50());
        all.put(name + "_p90", run -> of.apply(run).p90());
        all.put(name + "_p95", run -> of.apply(run).p95());
        all.put(name + "_p99", run -> of.apply(run).p99());
        all.put(name + "_p999", run -> of.apply(run).p999());
        all.put(name + "_max", run -> of.apply(run).max());
    }
}
