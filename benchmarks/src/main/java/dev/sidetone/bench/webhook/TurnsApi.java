/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.webhook;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's own view of a call's turns, {@code GET /v1/calls/{id}/turns}. */
public final class TurnsApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

    private final CarrierHttp http;
    private final URI base;
    private final @Nullable String bearer;

    /**
     * The API of one server.
     *
     * @param base scheme, host and port
     * @param bearer token of the API, if it needs one
     */
    public TurnsApi(CarrierHttp http, URI base, @Nullable String bearer) {
        this.http = http;
        this.base = base;
        this.bearer = bearer;
    }

    /** The turns known so far. The exception says why there are none to be had. */
    public List<TurnRecord> turns(String callId) throws IOException {
        URI url = base.resolve("/v1/calls/" + callId + "/turns");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).GET();
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<String> answer = http.send(request.build());
        if (answer.statusCode() != OK) {
            throw new IOException(url + " answered " + answer.statusCode());
        }
        try {
            return read(JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            throw new IOException(url + " answered no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The turns, asked for again until they are enough: the server writes a turn when it is over,
     * which may be a little after the caller heard so, and its API tells nobody. An interrupt ends
     * the wait at once.
     *
     * @return what is known then, enough or not
     */
    public List<TurnRecord> await(String callId, Predicate<List<TurnRecord>> enough, Duration limit)
            throws IOException {
        long giveUpNs = System.nanoTime() + limit.toNanos();
        List<TurnRecord> turns = turns(callId);
        while (!enough.test(turns) && System.nanoTime() - giveUpNs < 0) {
            try {
                Thread.sleep(AGAIN_AFTER);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return turns;
            }
            turns = turns(callId);
        }
        return turns;
    }

    /** Turn records as an array, or as an object that holds them under {@code turns}. */
    static List<TurnRecord> read(JsonNode answer) {
        List<TurnRecord> turns = new ArrayList<>();
        for (JsonNode turn : answer.isArray() ? answer : answer.path("turns")) {
            turns.add(record(turn));
        }
        return turns;
    }

    private static TurnRecord record(JsonNode turn) {
        JsonNode providers = turn.path("providers");
        return new TurnRecord(
                turn.path("call_id").asString(""),
                turn.path("turn").asInt(0),
                turn.path("transport").asString(""),
                text(turn, "caller_text"),
                text(turn, "agent_text"),
                text(turn, "agent_text_heard"),
                number(turn, "end_of_speech_ms"),
                number(turn, "mrl_ms"),
                number(turn, "mrl_arrival_ms"),
                number(turn, "server_mrl_ms"),
                number(turn, "endpointing_target_ms"),
                number(turn, "endpointing_ms"),
                number(turn, "stt_final_ms"),
                number(turn, "llm_first_token_ms"),
                number(turn, "first_sentence_ms"),
                number(turn, "tts_first_audio_ms"),
                number(turn, "egress_ms"),
                turn.path("barged_in").asBoolean(false),
                number(turn, "barge_in_clear_ms"),
                number(turn, "barge_in_stop_ms"),
                new TurnRecord.Providers(
                        text(providers, "stt"), text(providers, "llm"), text(providers, "tts")));
    }

    private static @Nullable Double number(JsonNode turn, String name) {
        JsonNode value = turn.path(name);
        return value.isNumber() ? value.asDouble() : null;
    }

    private static @Nullable String text(JsonNode turn, String name) {
        JsonNode value = turn.path(name);
        return value.isString() ? value.asString() : null;
    }
}
