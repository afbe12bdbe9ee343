/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.webhook.CarrierHttp;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.bench.webhook.TurnsApi;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server and the providers say of the turns, asked when the run is over. Blocks its
 * thread.
 *
 * @param turnsByCall the server's records, by call; none where it has no API
 * @param drawnMsByPhrase the delays that the providers drew before a phrase's first audio
 * @param why what could not be had; empty if nothing
 */
record OtherSides(
        Map<String, List<TurnRecord>> turnsByCall,
        Map<Integer, Double> drawnMsByPhrase,
        List<String> why) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 16;

    /** Stages that lie between end of speech and first audio; all tokens but the first sentence's do not. */
    private static final List<String> STAGES = List.of("stt", "llm", "llm_sentence", "tts");

    /** Asks both for these calls. */
    static OtherSides ask(LoadRequest request, Set<String> callSids) {
        AtomicReference<String> server = new AtomicReference<>("");
        Map<String, List<TurnRecord>> turns = new ConcurrentHashMap<>();
        Map<Integer, Double> drawn = new HashMap<>();
        String providers = "";
        try (CarrierHttp http = new CarrierHttp(null)) {
            TurnsApi api =
                    new TurnsApi(http, InboundCall.apiBase(request.target()), request.apiToken());
            askServer(api, callSids, turns, server);
            URI url = request.providers();
            if (url != null) {
                drawn.putAll(drawnMs(http.get(url.resolve("/turns"))));
            }
        } catch (IOException | JacksonException e) {
            providers = "the providers' delays are not known: " + e.getMessage();
        }
        return new OtherSides(
                Map.copyOf(turns),
                Map.copyOf(drawn),
                List.of(server.get(), providers).stream().filter(why -> !why.isEmpty()).toList());
    }

    /** One failure is enough: a server without the API is not asked a thousand times. */
    private static void askServer(
            TurnsApi api,
            Set<String> callSids,
            Map<String, List<TurnRecord>> turns,
            AtomicReference<String> why) {
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String callSid : callSids) {
                threads.execute(() -> {
                    free.acquireUninterruptibly();
                    try {
                        if (why.get().isEmpty()) {
                            turns.put(callSid, api.turns(callSid));
                        }
                    } catch (IOException e) {
                        why.set("the server's view is not known: " + e.getMessage());
                    } finally {
                        free.release();
                    }
                });
            }
        }
    }

    /** Sums of the drawn delays, by phrase; of a phrase that was heard twice, the last. */
    static Map<Integer, Double> drawnMs(String ndjson) {
        Map<Integer, Double> sums = new HashMap<>();
        ndjson.lines()
                .filter(line -> !line.isBlank())
                .map(JSON::readTree)
                .forEach(turn -> {
                    JsonNode drawn = turn.path("drawn_ms");
                    double sum = 0;
                    for (String stage : STAGES) {
                        sum += drawn.path(stage).asDouble(0);
                    }
                    sums.put(turn.path("phrase").asInt(), sum);
                });
        return sums;
    }
}
