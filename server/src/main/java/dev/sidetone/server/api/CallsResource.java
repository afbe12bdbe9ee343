/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallHistory;
import dev.sidetone.server.report.CallReport;
import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.store.StoreUnavailable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/calls}: what calls there are and were, their turns, and orders to live ones. Virtual
 * threads; reads published records only, and waits for the store's answers.
 */
public final class CallsResource {
    private final CallDirectory directory;
    private final CallHistory history;
    private final Counters counters;

    /**
     * Calls of this node.
     *
     * @param directory where live ones are reached
     * @param history where all are known
     */
    public CallsResource(CallDirectory directory, CallHistory history, Counters counters) {
        this.directory = directory;
        this.history = history;
        this.counters = counters;
    }

    /** Adds this resource's routes, behind the gate. */
    public void routes(Router router) {
        router.gated("GET", "/v1/calls", (request, id) -> list(request))
                .gated("GET", "/v1/calls/{id}", (request, id) -> call(id))
                .gated("GET", "/v1/calls/{id}/turns", (request, id) -> turns(id))
                .gated("GET", "/v1/calls/{id}/report", (request, id) -> report(id))
                .gated(
                        "POST",
                        "/v1/calls/{id}/hangup",
                        (request, id) ->
                                order(
                                        id,
                                        new CallCommand.HangUp(
                                                Termination.of(
                                                        Termination.Reason.OPERATOR_HUNG_UP))))
                .gated(
                        "POST",
                        "/v1/calls/{id}/transfer",
                        (request, id) -> order(id, new CallCommand.HandOver()));
    }

    private ApiResponse list(ApiRequest request) {
        try {
            CallHistory.Page page = history.page(CallParameters.read(request, history::knows));
            return ApiResponse.json(200, Json.of(CallsJson.of(page)));
        } catch (CallParameters.BadParameter wrong) {
            return ApiResponse.problem(
                    400, "bad_parameter", "Bad parameter", String.valueOf(wrong.getMessage()));
        } catch (StoreUnavailable busy) {
            return unavailable(busy);
        }
    }

    private ApiResponse call(String encodedId) {
        try {
            return history.find(decode(encodedId))
                    .map(row -> ApiResponse.json(200, Json.of(CallJson.of(row))))
                    .orElseGet(CallsResource::noSuchCall);
        } catch (StoreUnavailable busy) {
            return unavailable(busy);
        }
    }

    private ApiResponse turns(String encodedId) {
        String id = decode(encodedId);
        try {
            return history.turns(id)
                    .map(turns -> ApiResponse.json(200, Json.of(new TurnsJson(id, turns))))
                    .orElseGet(CallsResource::noSuchCall);
        } catch (StoreUnavailable busy) {
            return unavailable(busy);
        }
    }

    private ApiResponse report(String encodedId) {
        String id = decode(encodedId);
        try {
            Optional<CallRow> call = history.find(id);
            Optional<List<TurnRecord>> turns = history.turns(id);
            if (call.isEmpty() || turns.isEmpty()) {
                return noSuchCall();
            }
            CallReport.Page page = CallReport.of(call.get(), turns.get());
            return ApiResponse.html(page.html()).with("Content-Security-Policy", page.policy());
        } catch (StoreUnavailable busy) {
            return unavailable(busy);
        }
    }

    private ApiResponse unavailable(StoreUnavailable busy) {
        counters.increment(MediaCounter.STORE_QUESTIONS_REFUSED);
        return ApiResponse.problem(
                        503, "overloaded", "Overloaded", String.valueOf(busy.getMessage()))
                .with("Retry-After", "1");
    }

    private ApiResponse order(String encodedId, CallCommand command) {
        String id = decode(encodedId);
        return switch (directory.order(id, command)) {
            case ACCEPTED -> ApiResponse.json(202, "{\"accepted\":true}");
            case BACK_PRESSURED ->
                    ApiResponse.problem(
                                    503,
                                    "overloaded",
                                    "Overloaded",
                                    "The call's worker takes no orders just now.")
                            .with("Retry-After", "1");
            case CLOSED -> notLive(id);
        };
    }

    private ApiResponse notLive(String id) {
        try {
            return history.find(id).isPresent()
                    ? ApiResponse.problem(409, "call_ended", "Call ended", "The call is over.")
                    : noSuchCall();
        } catch (StoreUnavailable busy) {
            return unavailable(busy);
        }
    }

    private static ApiResponse noSuchCall() {
        return ApiResponse.problem(
                404,
                "no_such_call",
                "No such call",
                "There is no call of that id, nor was there lately.");
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return encoded;
        }
    }

    /** A page of calls, and where the list goes on. */
    record CallsJson(List<CallJson> calls, @Nullable String next) {
        static CallsJson of(CallHistory.Page page) {
            CallCursor next = page.next();
            return new CallsJson(
                    page.calls().stream().map(CallJson::of).toList(),
                    next == null ? null : next.text());
        }
    }

    /** One call. */
    record CallJson(
            String callId,
            String agent,
            String transport,
            String state,
            String startedAt,
            @Nullable Long durationMs,
            @Nullable String result,
            @Nullable String reason,
            @Nullable String detail,
            int turns,
            @Nullable Long framesIn,
            boolean stored) {
        static CallJson of(CallRow row) {
            CallRow.End end = row.end();
            return new CallJson(
                    row.call().callId(),
                    row.call().agent(),
                    row.call().transport(),
                    row.live() ? "live" : "ended",
                    row.call().startedAt().toString(),
                    end == null ? null : end.durationMs(),
                    end == null ? null : end.result(),
                    end == null ? null : end.reason(),
                    end == null ? null : end.detail(),
                    row.turns(),
                    end == null ? null : end.framesIn(),
                    row.stored());
        }
    }

    /** The turns of one call, each a turn record as it is written everywhere. */
    record TurnsJson(String callId, List<TurnRecord> turns) {}
}
