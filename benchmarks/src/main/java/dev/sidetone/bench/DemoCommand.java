/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.demo.EmptyFolder;
import dev.sidetone.bench.demo.ServerProcess;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.MachineFacts;
import dev.sidetone.bench.report.ReportFolder;
import dev.sidetone.bench.report.RunReport;
import dev.sidetone.bench.report.TimingLimits;
import dev.sidetone.bench.run.CallRequest;
import dev.sidetone.bench.run.TurnTable;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.ScriptReader;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sidetone demo}: the server, a caller who books an appointment by voice, and what it
 * measured.
 */
@Command(
        name = "demo",
        description = "A whole conversation on embedded speech: no key, no network.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String SCRIPT = "demo/demo-booking.yaml";
    private static final Duration START = Duration.ofSeconds(90);
    private static final int CANNOT_START = 2;

    @Option(
            names = "--exit",
            description = "stop the server after the call; exit 0 only if all went as it should")
    private boolean exit;

    @Option(
            names = "--strict",
            description = "a figure over its limit, in a valid run, is a failure too")
    private boolean strict;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "the server's port (a free one)")
    private int port;

    @Option(names = "--stt", paramLabel = "NAME", description = "speech-to-text provider")
    private @Nullable String stt;

    @Option(names = "--llm", paramLabel = "NAME", description = "language model provider")
    private @Nullable String llm;

    @Option(names = "--tts", paramLabel = "NAME", description = "text-to-speech provider")
    private @Nullable String tts;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration of the server, instead of the defaults")
    private @Nullable Path config;

    @Option(names = "--seed", paramLabel = "N", description = "draws the same wish again")
    private @Nullable Long seed;

    @Mixin private ReportOption report = new ReportOption();

    @Override
    public Integer call() throws InterruptedException {
        long drawn = seed == null ? new Random().nextLong(1_000_000) : seed;
        BookingWish wish = BookingWish.draw(new Random(drawn));
        try {
            ReportFolder folder = report.prepare("demo");
            CallerScript script = script(wish);
            try (BookingsService bookings = new BookingsService();
                    EmptyFolder agents = EmptyFolder.make()) {
                return run(new Plan(wish, drawn, script, folder), bookings, agents);
            }
        } catch (IOException e) {
            Terminal.errors().println("sidetone demo: " + e.getMessage());
            return CANNOT_START;
        }
    }

    /** What one demonstration is made of. */
    private record Plan(BookingWish wish, long seed, CallerScript script, ReportFolder folder) {}

    private int run(Plan plan, BookingsService bookings, EmptyFolder agents)
            throws IOException, InterruptedException {
        Terminal.out().println("starting the server …");
        long startNs = System.nanoTime();
        Path log = plan.folder.path().resolve("server.log");
        Map<String, String> environment =
                Map.of(
                        "SIDETONE_BOOKINGS_URL", bookings.url().toString(),
                        "SIDETONE_AGENTS_DIR", agents.path().toString());
        ServerProcess server = ServerProcess.start(serveArguments(), environment, log);
        // Ctrl-C and SIGTERM end the child as well, by its handle.
        Thread ender = new Thread(server::close, "sidetone-demo-end");
        Runtime.getRuntime().addShutdownHook(ender);
        try (server) {
            URI address = server.awaitReady(START);
            Terminal.out()
                    .printf(
                            "ready %s after %.1f s%n%n",
                            address, (System.nanoTime() - startNs) / 1e9);
            boolean good = ring(plan, bookings, address);
            if (!exit && server.alive()) {
                Terminal.out().println("the server stays up: " + address + "/   (Ctrl-C ends it)");
                server.awaitEnd();
            }
            return good ? 0 : 1;
        }
    }

    private boolean ring(Plan plan, BookingsService bookings, URI address) {
        Instant startedAt = Instant.now();
        CallRequest request =
                new CallRequest(
                        address.resolve("/twilio/voice"),
                        null,
                        null,
                        null,
                        plan.script,
                        CallRequest.DEFAULT_PLAYOUT_DEPTH_MS);
        MeasuredCall measured = MeasuredCall.make(request);
        RunReport run =
                new RunReport(
                        "demo",
                        startedAt,
                        MachineFacts.here(),
                        config(plan),
                        List.of(measured.outcome()),
                        checks(plan, bookings, measured.outcome()),
                        measured.self());
        run = run.withChecks(TimingLimits.judge(run));
        print(run);
        return write(run, plan.folder) && run.succeeded() && (!strict || run.withinLimits());
    }

    private static List<Check> checks(Plan plan, BookingsService bookings, CallOutcome outcome) {
        int clears = outcome.call().counts().clears();
        long interrupted = outcome.turns().stream().filter(TurnRecord::bargedIn).count();
        return List.of(
                plan.wish.judge(bookings.bookings(), outcome.call().counts().corrections()),
                new Check(
                        "the caller interrupted once",
                        interrupted == 1,
                        interrupted == 1 ? "" : interrupted + " times"),
                // What came after it is judged with the call: nothing stale.
                new Check(
                        "the server cleared what the caller talked over",
                        clears > 0,
                        clears == 1 ? "" : clears + " times"));
    }

    private static void print(RunReport run) {
        TurnTable table = new TurnTable(Terminal.colour());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(table.summary(run));
        String failure = run.calls().getFirst().call().failure();
        lines.addAll(
                table.check(new Check("the call went as scripted", failure.isEmpty(), failure)));
        run.calls().getFirst().checks().forEach(check -> lines.addAll(table.check(check)));
        run.checks().forEach(check -> lines.addAll(table.check(check)));
        lines.forEach(Terminal.out()::println);
    }

    private static boolean write(RunReport run, ReportFolder folder) {
        try {
            folder.write(run);
        } catch (IOException e) {
            Terminal.errors().println("sidetone demo: " + e.getMessage());
            return false;
        }
        Path path = folder.path();
        Terminal.out().println("report " + path.resolve("report.html"));
        Terminal.out().println("       " + path.resolve("report.json"));
        Terminal.out()
                .println(
                        "audio  "
                                + path.resolve("call.wav")
                                + " (left caller, right agent as heard)");
        return true;
    }

    private List<String> serveArguments() {
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port)));
        add(arguments, "--config", config == null ? null : config.toString());
        add(arguments, "--stt", stt);
        add(arguments, "--llm", llm);
        add(arguments, "--tts", tts);
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable String value) {
        if (value != null) {
            arguments.add(option);
            arguments.add(value);
        }
    }

    private Map<String, String> config(Plan plan) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("seed", Long.toString(plan.seed));
        config.put("stt", stt == null ? "embedded" : stt);
        config.put("llm", llm == null ? "embedded" : llm);
        config.put("tts", tts == null ? "embedded" : tts);
        config.put("playout_depth_ms", Integer.toString(CallRequest.DEFAULT_PLAYOUT_DEPTH_MS));
        return config;
    }

    private static CallerScript script(BookingWish wish) throws IOException {
        try (InputStream yaml = DemoCommand.class.getResourceAsStream(SCRIPT)) {
            if (yaml == null) {
                throw new IOException(SCRIPT + " is not on the class path");
            }
            SpokenStimuli stimuli = new SpokenStimuli(() -> new CallerVoice()::speak);
            return new ScriptReader(SCRIPT, Path.of(""), wish.values(), stimuli)
                    .read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
