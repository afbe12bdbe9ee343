/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.vad.silero.ModelPlaces;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks one after the other, each in JVMs of its own with the flags of this one, under
 * the gc profiler. JMH's own words go to a log. Used by one thread.
 */
public final class BenchRun {

    private static final String PACKAGE = BenchRun.class.getPackageName() + ".";

    private static final String SILERO = "SileroBenchmark";

    private final BenchLength length;
    private final OutputFormat log;
    private final Collection<RunResult> results = new ArrayList<>();

    public BenchRun(BenchLength length, PrintStream log) {
        this.length = length;
        this.log = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    }

    /**
     * Full names of the benchmarks that one of the patterns is found in, case aside; without a
     * pattern all.
     *
     * @throws java.util.regex.PatternSyntaxException when one is no regular expression
     */
    public static List<String> names(List<String> patterns) {
        List<Pattern> wanted =
                patterns.stream().map(p -> Pattern.compile(p, Pattern.CASE_INSENSITIVE)).toList();
        return BenchmarkList.defaultList().getAll(silent(), List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .filter(name -> name.startsWith(PACKAGE))
                .filter(name -> isWanted(name.substring(PACKAGE.length()), wanted))
                .filter(name -> modelIsThere() || !name.contains(SILERO))
                .sorted()
                .toList();
    }

    /** Runs these; each figure is told as soon as it is there. */
    public void run(List<String> names, Consumer<BenchFigure> figures) throws RunnerException {
        for (String name : names) {
            for (RunResult result : new Runner(options(name), log).run()) {
                results.add(result);
                figures.accept(BenchFigure.of(result));
            }
        }
    }

    /** All results so far, in JMH's own JSON. */
    public String json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, text).writeOut(results);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What cannot run for want of a model is left out, so that the rest can. */
    public static boolean modelIsThere() {
        return ModelPlaces.ofThisProcess().candidates().stream().anyMatch(Files::exists);
    }

    private Options options(String name) {
        TimeValue each = TimeValue.milliseconds(length.iterationMs());
        return new OptionsBuilder()
                .include("^" + Pattern.quote(name) + "$")
                .forks(length.forks())
                .warmupIterations(length.warmUps())
                .warmupTime(each)
                .measurementIterations(length.iterations())
                .measurementTime(each)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }

    private static boolean isWanted(String name, List<Pattern> wanted) {
        return wanted.isEmpty() || wanted.stream().anyMatch(p -> p.matcher(name).find());
    }

    private static OutputFormat silent() {
        return OutputFormatFactory.createFormatInstance(
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                VerboseMode.SILENT);
    }
}
