/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks shortly under JMH's gc profiler and prints what an operation of each allocates. A
 * program with the product's JVM flags, since the tests' own JVM counts every buffer and pays for
 * that with objects; all benchmarks in this one JVM, since starting another for each takes longer
 * than they do. Operations are counted and not timed: so many that what JMH allocates for an
 * iteration is nothing to each of them, on a busy machine too.
 */
final class AllocationProbe {
    private static final int ITERATIONS = 3;

    private AllocationProbe() {}

    /** A line for each benchmark that one of the patterns is found in: name, bytes. */
    public static void main(String[] patterns) throws RunnerException {
        // nothing is timed here, so another benchmark beside it does not matter
        System.setProperty("jmh.ignoreLock", "true");
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        OutputFormat log = OutputFormatFactory.createFormatInstance(errors, VerboseMode.NORMAL);
        for (String name : BenchRun.names(List.of(patterns))) {
            int operations = operations(name);
            RunResult result = new Runner(options(name, operations), log).runSingle();
            System.out.printf(
                    Locale.ROOT,
                    "%s %.3f%n",
                    BenchFigure.of(result).name(),
                    leastBytes(result) / operations);
        }
    }

    /** An inference takes a millisecond, a hop between threads some wake-ups. */
    private static int operations(String name) {
        if (name.contains("SileroBenchmark.judge")) {
            return 300;
        }
        return name.contains("AcrossThreads") ? 20_000 : 50_000;
    }

    private static Options options(String name, int operations) {
        return new OptionsBuilder()
                .include("^" + Pattern.quote(name) + "$")
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(1)
                .warmupBatchSize(operations)
                .measurementIterations(ITERATIONS)
                .measurementBatchSize(operations)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }

    /** Of one iteration: a class loaded in one of them is not the operation's. */
    private static double leastBytes(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> BenchFigure.allocated(iteration.getSecondaryResults()))
                .min()
                .orElseThrow();
    }
}
