/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallView;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/calls}: what calls there are and were, their turns, and orders to live ones. Virtual
 * threads; reads published records only.
 */
public final class CallsResource {
    private final CallDirectory directory;

    public CallsResource(CallDirectory directory) {
        this.directory = directory;
    }

    /** Adds this resource's routes, behind the gate. */
    public void routes(Router router) {
        router.gated("GET", "/v1/calls", (request, id) -> list())
                .gated("GET", "/v1/calls/{id}", (request, id) -> ofCall(id, CallJson::of))
                .gated("GET", "/v1/calls/{id}/turns", (request, id) -> ofCall(id, TurnsJson::of))
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

    private ApiResponse list() {
        return ApiResponse.json(
                200, Json.of(new CallsJson(directory.list().stream().map(CallJson::of).toList())));
    }

    private ApiResponse ofCall(String encodedId, Function<CallView, Object> shape) {
        Optional<CallView> call = directory.find(decode(encodedId));
        return call.map(view -> ApiResponse.json(200, Json.of(shape.apply(view))))
                .orElseGet(CallsResource::noSuchCall);
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
            case CLOSED ->
                    directory.find(id).isPresent()
                            ? ApiResponse.problem(
                                    409, "call_ended", "Call ended", "The call is over.")
                            : noSuchCall();
        };
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

    /** All calls. */
    record CallsJson(List<CallJson> calls) {}

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
            @Nullable Long framesIn) {
        static CallJson of(CallView view) {
            Termination end = view.termination();
            return new CallJson(
                    view.callId(),
                    view.agent(),
                    view.transport(),
                    view.live() ? "live" : "ended",
                    view.startedAt().toString(),
                    view.durationMs(),
                    end == null ? null : end.result().word(),
                    end == null ? null : end.reason().word(),
                    end == null || end.detail().isEmpty() ? null : end.detail(),
                    view.turns().size(),
                    view.framesIn());
        }
    }

    /** The turns of one call, each a turn record as it is written everywhere. */
    record TurnsJson(String callId, List<TurnRecord> turns) {
        static TurnsJson of(CallView view) {
            return new TurnsJson(view.callId(), view.turns());
        }
    }
}
