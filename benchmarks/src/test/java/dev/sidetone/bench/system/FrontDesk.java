/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallerLoop;
import dev.sidetone.bench.demo.ServerProcess;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.SelfFacts;
import dev.sidetone.bench.run.CallRequest;
import dev.sidetone.bench.run.CallRun;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.webhook.CarrierHttp;
import dev.sidetone.bench.webhook.TurnsApi;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server as it is shipped, in a process of its own, with embedded speech; and callers for it.
 * One loop carries the callers of a test. Close it before the test ends: buffers in use count as
 * leaked.
 */
final class FrontDesk implements AutoCloseable {

    private static final double US_PER_MS = 1000;
    private static final Duration START = Duration.ofMinutes(2);

    /** What is right must not depend on how fast a shared machine is just now. */
    static final Map<String, String> PATIENT =
            Map.of(
                    "SIDETONE_CALL_STT_FINAL_TIMEOUT", "10s",
                    "SIDETONE_EMBEDDED_RECOGNIZER_MAX_WAIT", "10s",
                    "SIDETONE_TURN_STALL_MS", "5000");

    private final ServerProcess server;
    private final URI address;
    private final CallerLoop loop = new CallerLoop();
    private final CarrierHttp http = new CarrierHttp(null);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private FrontDesk(ServerProcess server, URI address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts a server and waits until it is warm.
     *
     * @param folder where its log goes
     * @param environment its configuration, beside time limits that suit a slow machine
     */
    static FrontDesk open(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(PATIENT);
        all.putAll(environment);
        ServerProcess server =
                ServerProcess.start(List.of("--port", "0"), all, folder.resolve("server.log"));
        try {
            return new FrontDesk(server, server.awaitReady(START));
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where the server answers. */
    URI address() {
        return address;
    }

    /** The voice webhook. */
    URI voice() {
        return address.resolve("/twilio/voice");
    }

    /** Rings the default agent. */
    Future<CallOutcome> ring(CallerScript script) {
        return ring(null, script);
    }

    /** Rings an agent; the future never fails, a call that cannot be made is a failed call. */
    Future<CallOutcome> ring(@Nullable String agent, CallerScript script) {
        CallRequest request =
                new CallRequest(
                        voice(), agent, null, null, script, CallRequest.DEFAULT_PLAYOUT_DEPTH_MS);
        return callers.submit(() -> new CallRun(loop, request, http).make(_ -> {}));
    }

    /** Rings with all scripts at once and waits for all. */
    List<CallOutcome> ringAll(List<CallerScript> scripts) throws Exception {
        List<Future<CallOutcome>> calls = scripts.stream().map(this::ring).toList();
        List<CallOutcome> outcomes = new ArrayList<>();
        for (Future<CallOutcome> call : calls) {
            outcomes.add(call.get());
        }
        return outcomes;
    }

    /** The server's own record of a call's turns. */
    List<TurnRecord> serverTurns(CallOutcome call) throws IOException {
        return new TurnsApi(http, address, null).turns(call.call().callSid());
    }

    /** Body of a page of the server. */
    String get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** What the caller's own loop says of itself so far. */
    SelfFacts self() {
        return CompletableFuture.supplyAsync(
                        () ->
                                new SelfFacts(
                                        loop.latenessUs().getValueAtPercentile(99) / US_PER_MS,
                                        Double.NaN),
                        loop::execute)
                .join();
    }

    /** The metrics once no call runs any more: all that calls count is counted by then. */
    String metricsAtRest() throws IOException, InterruptedException {
        return await("/metrics", text -> text.contains("\nsidetone_calls_live 0.0\n"));
    }

    /** Value of a counter in the text of {@code /metrics}. */
    static long counter(String metrics, String name) {
        String line = "\nsidetone_" + name + "_total ";
        int at = metrics.indexOf(line);
        assertThat(at).as("counter %s", name).isNotNegative();
        int from = at + line.length();
        return (long) Double.parseDouble(metrics.substring(from, metrics.indexOf('\n', from)));
    }

    /**
     * Reads a page until it is as expected: what a call leaves behind is published soon after its
     * end. The test's time limit ends a wait for nothing.
     */
    String await(String path, Function<String, Boolean> expected)
            throws IOException, InterruptedException {
        String body = get(path);
        while (!expected.apply(body)) {
            Thread.sleep(50);
            body = get(path);
        }
        return body;
    }

    @Override
    public void close() {
        callers.shutdownNow();
        callers.close();
        loop.close();
        http.close();
        client.close();
        server.close();
    }
}
