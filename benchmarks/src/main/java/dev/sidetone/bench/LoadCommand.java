/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.load.ArrivalSchedule;
import dev.sidetone.bench.load.LoadLimit;
import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadRequest;
import dev.sidetone.bench.load.LoadRun;
import dev.sidetone.bench.load.LoadSpeech;
import dev.sidetone.bench.load.LoadTable;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.TalkPlan;
import dev.sidetone.bench.load.report.LoadFiles;
import dev.sidetone.bench.report.ReportFolder;
import dev.sidetone.media.worker.JvmThreads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sidetone load}: many callers at once, on a schedule that no server can slow. */
@Command(
        name = "load",
        description = "The open-loop load harness: thousands of callers from one thread.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    private static final int USAGE = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private CalledServer server = new CalledServer();

    @Option(names = "--calls", paramLabel = "N", required = true, description = "calls at once")
    private int calls;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "echo",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Scenario scenario = Scenario.ECHO;

    @Option(
            names = "--rate",
            paramLabel = "CPS",
            description =
                    "calls that arrive a second (default: all within 5 s, at most 200; with churn"
                            + " as many as keep the number)")
    private double ratePerS;

    @Option(
            names = "--arrivals",
            paramLabel = "KIND",
            defaultValue = "constant",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private ArrivalSchedule.Kind arrivals = ArrivalSchedule.Kind.CONSTANT;

    @Option(
            names = "--duration",
            paramLabel = "S",
            defaultValue = "30",
            description = "seconds that are measured (${DEFAULT-VALUE})")
    private int durationS;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "5",
            description = "seconds before that, after the last arrival (${DEFAULT-VALUE})")
    private int warmUpS;

    @Option(
            names = "--wav",
            paramLabel = "DIR",
            description = "speech of the callers, instead of coded phrases in the embedded voice")
    private @Nullable Path wavFolder;

    @Option(
            names = "--providers",
            paramLabel = "URL",
            description = "the 'sidetone providers' behind the server: what they drew is not added")
    private @Nullable URI providers;

    @Option(
            names = "--endpointing-ms",
            paramLabel = "MS",
            description = "silence that the server asks for, if its API does not tell")
    private @Nullable Double endpointingMs;

    @Option(
            names = "--server-pid",
            paramLabel = "P",
            description = "the server's process, for its CPU and memory")
    private long serverPid;

    @Option(
            names = "--fail-on",
            paramLabel = "FIGURE=MOST",
            description = "for example mrl_p99=400, latency_p99=5, late=0; may be given again")
    private List<String> failOn = List.of();

    @Option(
            names = "--max-late",
            paramLabel = "MS",
            defaultValue = "5",
            description =
                    "own sends later than this at p99 make the run invalid (${DEFAULT-VALUE})")
    private double maxLateMs;

    @Option(
            names = "--floor",
            paramLabel = "S",
            defaultValue = "4",
            description = "seconds against a trivial echo first, 0 for none (${DEFAULT-VALUE})")
    private int floorS;

    @Option(
            names = "--quiet",
            paramLabel = "S",
            defaultValue = "5",
            description =
                    "seconds of silence after which an agent may speak again to callers who say"
                            + " nothing, with idle (${DEFAULT-VALUE})")
    private double quietS;

    @Option(
            names = "--bad",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "percent of the callers that break the rules; the server is to end each such"
                            + " call (${DEFAULT-VALUE})")
    private double badPercent;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides all that is drawn (default: another each run)")
    private @Nullable Long seed;

    @Mixin private CaOption authorities = new CaOption();

    @Mixin private ReportOption report = new ReportOption();

    @Override
    public Integer call() {
        LoadRequest request = request();
        List<LoadLimit> limits = limits();
        try {
            authorities.trust();
            ReportFolder folder = report.given() ? report.prepare("load") : null;
            JvmThreads.giveWay();
            return measure(request, limits, folder);
        } catch (IOException e) {
            Terminal.errors().println("sidetone load: " + e.getMessage());
            return USAGE;
        }
    }

    private int measure(LoadRequest request, List<LoadLimit> limits, @Nullable ReportFolder folder)
            throws IOException {
        LoadRun run =
                new LoadRun(
                        request,
                        role(request),
                        sample -> Terminal.out().println(LoadTable.line(sample)));
        try (EndOnSignal _ = new EndOnSignal(run::endEarly)) {
            LoadReport judged = LoadLimit.judge(run.measure(run.floor()), limits);
            LoadTable.summary(judged).forEach(Terminal.out()::println);
            if (folder != null) {
                LoadFiles.write(judged, folder);
                Terminal.out().println("report: " + folder.path().resolve("report.html"));
            }
            return judged.succeeded() ? 0 : 1;
        }
    }

    private CallerRole role(LoadRequest request) throws IOException {
        if (request.scenario().echoes()) {
            return CallerRole.echo(request.seed());
        }
        if (!request.scenario().talks()) {
            return CallerRole.idle(request.playoutDepthMs(), request.quietS());
        }
        Path folder = wavFolder;
        return CallerRole.talk(
                new TalkPlan(
                        folder == null ? LoadSpeech.ofVoice() : LoadSpeech.ofFolder(folder),
                        folder == null,
                        request.scenario() == Scenario.BARGE,
                        request.playoutDepthMs(),
                        request.seed()));
    }

    private LoadRequest request() {
        check("--calls", calls > 0, "at least 1");
        check("--rate", ratePerS >= 0, "above 0");
        check("--duration", durationS > 0, "at least 1");
        check("--warm-up", warmUpS >= 0, "at least 0");
        check("--floor", floorS >= 0, "at least 0");
        check("--quiet", quietS >= 1, "at least 1");
        check("--bad", badPercent >= 0 && badPercent < 100, "from 0 to below 100");
        server.check(spec);
        return new LoadRequest(
                server.url,
                scenario,
                calls,
                ratePerS == 0 ? LoadRequest.usualRate(scenario, calls) : ratePerS,
                arrivals,
                warmUpS,
                durationS,
                server.agent == null && scenario.echoes() ? "echo" : server.agent,
                server.authToken,
                server.apiToken,
                providers,
                endpointingMs,
                serverPid,
                maxLateMs,
                server.playoutDepthMs,
                floorS,
                quietS,
                badPercent,
                seed == null ? System.nanoTime() : seed);
    }

    private void check(String option, boolean right, String expected) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), option + " must be " + expected);
        }
    }

    private List<LoadLimit> limits() {
        List<LoadLimit> limits = new ArrayList<>();
        for (String text : failOn) {
            try {
                limits.add(LoadLimit.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--fail-on: " + e.getMessage(), e);
            }
        }
        return limits;
    }
}
