/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.MachineFacts;
import dev.sidetone.bench.report.ReportFolder;
import dev.sidetone.bench.report.RunReport;
import dev.sidetone.bench.run.CallRequest;
import dev.sidetone.bench.run.TurnTable;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.ScriptReader;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sidetone call}: one simulated caller against any server that speaks the Twilio dialect.
 */
@Command(
        name = "call",
        description = "One simulated caller against a server.",
        mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {

    private static final Pattern TIMED_KEYS = Pattern.compile("([0-9]{1,6}):([0-9*#A-D]+)");
    private static final int KEY_GAP_MS = 120;
    private static final int SETTLE_MS = 600;
    private static final int GREETING_MS = 5000;
    private static final int ANSWER_MS = 15_000;
    private static final int USAGE = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private CalledServer server = new CalledServer();

    @ArgGroup(multiplicity = "1")
    private Speech speech = new Speech();

    /** What is said: one of the three. */
    static final class Speech {
        @Option(
                names = "--say",
                arity = "1..*",
                paramLabel = "TEXT",
                description = "sentences, each after the agent's answer")
        private List<String> say = List.of();

        @Option(
                names = "--wav",
                arity = "1..*",
                paramLabel = "FILE",
                description = "WAV files, likewise")
        private List<Path> wav = List.of();

        @Option(names = "--script", paramLabel = "FILE", description = "a script of steps (YAML)")
        private @Nullable Path script;
    }

    @Option(
            names = "--barge-in",
            paramLabel = "MS",
            description = "the last thing said interrupts the agent after MS")
    private @Nullable Integer bargeInMs;

    @Option(
            names = "--dtmf",
            paramLabel = "MS:DIGITS",
            description = "keys pressed MS after the stream began")
    private List<String> dtmf = List.of();

    @Mixin private CaOption authorities = new CaOption();

    @Mixin private ReportOption report = new ReportOption();

    @Override
    public Integer call() {
        CallerScript script;
        ReportFolder folder;
        try {
            server.check(spec);
            authorities.trust();
            script = script();
            folder = report.given() ? report.prepare("call") : null;
        } catch (IOException e) {
            Terminal.errors().println("sidetone call: " + e.getMessage());
            return USAGE;
        }
        Instant startedAt = Instant.now();
        MeasuredCall measured =
                MeasuredCall.make(
                        new CallRequest(
                                server.url,
                                server.agent,
                                server.authToken,
                                server.apiToken,
                                script,
                                server.playoutDepthMs));
        RunReport run =
                new RunReport(
                        "call",
                        startedAt,
                        MachineFacts.here(),
                        config(),
                        List.of(measured.outcome()),
                        List.of(),
                        measured.self());
        return conclude(run, folder);
    }

    private static int conclude(RunReport run, @Nullable ReportFolder folder) {
        TurnTable table = new TurnTable(Terminal.colour());
        table.summary(run).forEach(Terminal.out()::println);
        for (Check check : run.calls().getFirst().checks()) {
            table.check(check).forEach(Terminal.out()::println);
        }
        String failure = run.calls().getFirst().call().failure();
        if (!failure.isEmpty()) {
            table.check(new Check("the call", false, failure)).forEach(Terminal.out()::println);
        }
        String next = run.calls().getFirst().nextVerb();
        if (!next.isEmpty()) {
            Terminal.out().println("after the stream: " + next);
        }
        try {
            if (folder != null) {
                folder.write(run);
                Terminal.out().println("report: " + folder.path().resolve("report.html"));
            }
        } catch (IOException e) {
            Terminal.errors().println("sidetone call: " + e.getMessage());
            return 1;
        }
        return run.succeeded() ? 0 : 1;
    }

    private CallerScript script() throws IOException {
        SpokenStimuli stimuli = new SpokenStimuli(() -> new CallerVoice()::speak);
        Path file = speech.script;
        if (file != null) {
            if (bargeInMs != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--barge-in goes with --say and --wav; a script has its own step");
            }
            Path folder = file.toAbsolutePath().getParent();
            ScriptReader reader =
                    new ScriptReader(
                            file.toString(),
                            folder == null ? Path.of("") : folder,
                            Map.of(),
                            stimuli);
            return new CallerScript(reader.read(Files.readString(file)).steps(), timedKeys());
        }
        List<Stimulus> clips = new ArrayList<>();
        for (String text : speech.say) {
            clips.add(stimuli.say(text));
        }
        for (Path wav : speech.wav) {
            clips.add(stimuli.wav(wav));
        }
        return new CallerScript(steps(clips), timedKeys());
    }

    private List<CallerStep> steps(List<Stimulus> clips) {
        List<CallerStep> steps = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            boolean last = i == clips.size() - 1;
            if (last && bargeInMs != null) {
                steps.add(new CallerStep.BargeIn(bargeInMs, ANSWER_MS, clips.get(i)));
            } else {
                // Not every agent greets: without a greeting the caller begins after a while.
                steps.add(
                        new CallerStep.AwaitAgent(
                                SETTLE_MS, i == 0 ? GREETING_MS : ANSWER_MS, i > 0));
                steps.add(new CallerStep.Speak(clips.get(i)));
            }
        }
        boolean silent = clips.getLast().turns().isEmpty();
        steps.add(new CallerStep.AwaitAgent(SETTLE_MS, silent ? GREETING_MS : ANSWER_MS, !silent));
        return steps;
    }

    private List<CallerScript.TimedKey> timedKeys() {
        List<CallerScript.TimedKey> keys = new ArrayList<>();
        for (String timed : dtmf) {
            Matcher matcher = TIMED_KEYS.matcher(timed);
            if (!matcher.matches()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--dtmf needs MS:DIGITS, for example 2500:42#, not '" + timed + "'");
            }
            int atMs = Integer.parseInt(matcher.group(1));
            for (int i = 0; i < matcher.group(2).length(); i++) {
                keys.add(
                        new CallerScript.TimedKey(
                                atMs + i * KEY_GAP_MS, matcher.group(2).charAt(i)));
            }
        }
        return keys;
    }

    private Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("url", server.url.toString());
        String agent = server.agent;
        if (agent != null) {
            config.put("agent", agent);
        }
        config.put("playout_depth_ms", Integer.toString(server.playoutDepthMs));
        return config;
    }
}
