/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.TurnOutcome;
import dev.sidetone.bench.webhook.CarrierHttp;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.bench.webhook.TurnsApi;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server and the providers say of the turns, asked when the run is over. Blocks its
 * thread.
 *
 * @param turnsByCall the server's records, by call; none where it has no API
 * @param scripted the providers' view of the run's turns
 * @param providers what they say of themselves, null where there are none
 * @param why what could not be had; empty if nothing
 */
record OtherSides(
        Map<String, List<TurnRecord>> turnsByCall,
        ProviderTurns scripted,
        @Nullable ProviderFigures providers,
        List<String> why) {

    /** Nobody was asked. */
    static final OtherSides NONE = new OtherSides(Map.of(), ProviderTurns.NONE, null, List.of());

    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 16;
    private static final int ENOUGH = 20;
    private static final Duration TURNS_WAIT = Duration.ofMillis(300);

    /**
     * Asks both.
     *
     * @param turnsOfCalls the calls, and how many turns their callers count
     * @param turnsBefore how many turns the providers had before the run
     */
    static OtherSides ask(
            LoadRequest request, Map<String, Integer> turnsOfCalls, long turnsBefore) {
        Map<String, List<TurnRecord>> turns = new ConcurrentHashMap<>();
        ProviderTurns scripted = ProviderTurns.NONE;
        List<String> why = new ArrayList<>();
        ProviderFigures providers = null;
        try (CarrierHttp http = new CarrierHttp(null)) {
            TurnsApi api =
                    new TurnsApi(http, InboundCall.apiBase(request.target()), request.apiToken());
            String unknown = askServer(api, turnsOfCalls, turns);
            if (!unknown.isEmpty()) {
                why.add(
                        "the server's view of %d of %d calls is not known: %s"
                                .formatted(
                                        turnsOfCalls.size() - turns.size(),
                                        turnsOfCalls.size(),
                                        unknown));
            }
            URI url = request.providers();
            if (url != null) {
                scripted = ProviderTurns.after(turnsBefore, http, url);
                if (turnsBefore == ProviderTurns.UNKNOWN) {
                    why.add("faults of earlier runs count too: the providers did not say before");
                }
                providers = figures(http.get(url.resolve("/stats")));
            }
        } catch (IOException | JacksonException e) {
            why.add("the providers' delays are not known: " + e.getMessage());
        }
        return new OtherSides(Map.copyOf(turns), scripted, providers, why);
    }

    /** The first reason for a call that is not known, or empty. */
    private static String askServer(
            TurnsApi api, Map<String, Integer> turnsOfCalls, Map<String, List<TurnRecord>> turns) {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicInteger unknown = new AtomicInteger();
        AtomicReference<String> why = new AtomicReference<>("");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            turnsOfCalls.forEach((callSid, count) ->
                    threads.execute(() -> {
                        free.acquireUninterruptibly();
                        try {
                            // a server without the API is not asked a thousand times
                            if (unknown.get() < ENOUGH || !turns.isEmpty()) {
                                turns.put(
                                        callSid,
                                        api.await(
                                                callSid,
                                                known -> known.size() > count,
                                                TURNS_WAIT));
                            }
                        } catch (IOException e) {
                            unknown.incrementAndGet();
                            why.compareAndSet("", String.valueOf(e.getMessage()));
                        } finally {
                            free.release();
                        }
                    }));
        }
        return why.get();
    }

    private static ProviderFigures figures(String stats) {
        JsonNode json = JSON.readTree(stats);
        return new ProviderFigures(
                json.path("lateness_ms").path("p99").asDouble(0),
                json.path("cpu_share").asDouble(0));
    }

    /** The turns as the callers saw them, those in which a provider failed marked as such. */
    List<TurnOutcome> excused(List<TurnOutcome> turns) {
        return turns.stream()
                .map(turn ->
                        scripted.faulted().contains(turn.phrase())
                                        // no failure is a reason to answer with another's words
                                        && turn.verdict() != TurnOutcome.Verdict.FOREIGN
                                ? turn.judged(TurnOutcome.Verdict.FAULTED)
                                : turn)
                .toList();
    }
}
