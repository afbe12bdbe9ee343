/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.jmh.BenchFigure;
import dev.sidetone.bench.jmh.BenchLength;
import dev.sidetone.bench.jmh.BenchRun;
import dev.sidetone.bench.jmh.BenchTable;
import dev.sidetone.bench.report.MachineFacts;
import dev.sidetone.bench.report.ReportFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sidetone bench}: what one frame costs, part by part. */
@Command(
        name = "bench",
        description = "The JMH benchmarks: time and allocation of each part a frame passes.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    private static final int USAGE = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..*",
            description = "only benchmarks that one of these is found in, for example: g711 inbox")
    private List<String> patterns = List.of();

    @Option(names = "--quick", description = "one short fork each: a look, not a figure to publish")
    private boolean quick;

    @Option(names = "--list", description = "names the benchmarks and runs none")
    private boolean list;

    @Mixin private ReportOption report = new ReportOption();

    @Override
    public Integer call() {
        List<String> names = names();
        if (list) {
            names.forEach(Terminal.out()::println);
            return 0;
        }
        ReportFolder folder;
        try {
            folder = report.prepare("bench");
        } catch (IOException e) {
            Terminal.errors().println("sidetone bench: " + e.getMessage());
            return USAGE;
        }
        Path log = folder.path().resolve("jmh.log");
        try {
            measure(names, folder, log);
            return 0;
        } catch (IOException e) {
            Terminal.errors().println("sidetone bench: " + e.getMessage());
        } catch (RunnerException e) {
            Terminal.errors().println("sidetone bench: " + e.getMessage() + "; see " + log);
        }
        return 1;
    }

    private List<String> names() {
        List<String> names;
        try {
            names = BenchRun.names(patterns);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "PATTERN must be a regular expression, not '" + e.getPattern() + "'",
                    e);
        }
        if (names.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no benchmark matches " + String.join(" ", patterns) + "; --list names all");
        }
        return names;
    }

    private void measure(List<String> names, ReportFolder folder, Path log)
            throws IOException, RunnerException {
        BenchLength length = quick ? BenchLength.QUICK : BenchLength.FULL;
        MachineFacts machine = MachineFacts.here();
        PrintStream out = Terminal.out();
        out.println(BenchTable.place(machine) + ", JDK " + machine.jdk());
        out.println(names.size() + " benchmarks, each " + length.inWords());
        if (!BenchRun.modelIsThere()) {
            out.println("without Silero's: sidetone models pull brings its model");
        }
        out.println();
        out.println(BenchTable.header());
        List<BenchFigure> figures = new ArrayList<>();
        try (PrintStream words =
                new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
            BenchRun run = new BenchRun(length, words);
            run.run(
                    names,
                    figure -> {
                        figures.add(figure);
                        out.println(BenchTable.row(figure));
                    });
            folder.write("results.json", run.json());
        }
        folder.write("results.md", BenchTable.page(commandLine(), machine, length, figures));
        out.println();
        if (quick) {
            out.println("--quick: too short to publish");
        }
        out.println("report: " + folder.path().resolve("results.md"));
    }

    /** The command as it was typed, as far as it decides what is measured. */
    private String commandLine() {
        StringBuilder line = new StringBuilder("./sidetone bench");
        if (quick) {
            line.append(" --quick");
        }
        patterns.forEach(pattern -> line.append(" '").append(pattern).append('\''));
        return line.toString();
    }
}
