/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RouterTest {
    private final Router router =
            new Router(new BearerGate("token"))
                    .open("GET", "/healthz", (request, id) -> ApiResponse.text(200, "ok"))
                    .gated("GET", "/v1/calls/{id}", (request, id) -> ApiResponse.text(200, id))
                    .gated(
                            "POST",
                            "/v1/calls/{id}/hangup",
                            (request, id) -> ApiResponse.text(202, id));

    @Test
    void shouldAnswerAProblemAtAnUnknownPath() {
        ApiResponse answer = router.answer(request("GET", "/nope", Map.of()));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void shouldNameTheAllowedMethods() {
        ApiResponse answer = router.answer(request("POST", "/healthz?x=1", Map.of()));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET");
    }

    @Test
    void shouldAskForTheTokenAtGatedPathsOnly() {
        assertThat(router.answer(request("GET", "/healthz", Map.of())).status()).isEqualTo(200);
        assertThat(router.answer(request("GET", "/v1/calls/a", Map.of())).status()).isEqualTo(401);
        assertThat(
                        router.answer(
                                        request(
                                                "GET",
                                                "/v1/calls/a",
                                                Map.of("authorization", "Bearer wrong")))
                                .status())
                .isEqualTo(401);
        ApiResponse answer =
                router.answer(
                        request("GET", "/v1/calls/a", Map.of("authorization", "bearer token")));
        assertThat(answer.body()).isEqualTo("a");
    }

    @Test
    void shouldNotTakeAnEmptyIdForOne() {
        assertThat(router.answer(request("GET", "/v1/calls/", Map.of())).status()).isEqualTo(404);
    }

    private static ApiRequest request(String method, String target, Map<String, String> headers) {
        return new ApiRequest(method, target, headers, new byte[0]);
    }
}
