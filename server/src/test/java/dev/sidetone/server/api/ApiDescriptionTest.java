/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.metrics.ProviderHealth;
import dev.sidetone.server.testing.ApiDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a test server does not come to answer, against the OpenAPI file. */
@Tag("unit")
final class ApiDescriptionTest {
    private final ApiDescription description = new ApiDescription();

    @Test
    void shouldDescribeTurnsWithEverythingKnownAndWithNothing() {
        TurnRecord known = turn("hi", 1.0, new TurnRecord.Providers("a", "b", "c"));
        TurnRecord unknown = turn(null, null, new TurnRecord.Providers(null, null, null));
        String turns = Json.of(new CallsResource.TurnsJson("CA1", List.of(known, unknown)));
        assertThat(description.violations("Turns", turns)).isEmpty();
        assertThat(description.violations("Turns", turns.replace("\"turn\":2", "\"turn\":-2")))
                .hasSize(2);
        assertThat(description.violations("Turns", turns.replace("mrl_ms", "other_ms")))
                .as("a member that is missing, or not described")
                .isNotEmpty();
    }

    private static TurnRecord turn(
            @org.jspecify.annotations.Nullable String text,
            @org.jspecify.annotations.Nullable Double ms,
            TurnRecord.Providers providers) {
        return new TurnRecord(
                "CA1", 2, "twilio", text, text, text, ms, ms, ms, ms, ms, ms, ms, ms, ms, ms, ms,
                true, ms, ms, providers);
    }

    @Test
    void shouldNameEveryResultAndReason() {
        assertThat(description.valuesOf("Result"))
                .containsExactlyElementsOf(
                        words(
                                Arrays.stream(Termination.Result.values())
                                        .map(Termination.Result::word)));
        assertThat(description.valuesOf("Reason"))
                .containsExactlyElementsOf(
                        words(
                                Arrays.stream(Termination.Reason.values())
                                        .map(Termination.Reason::word)));
    }

    private static List<String> words(Stream<String> words) {
        return Stream.concat(words, Stream.of("null")).toList();
    }

    @Test
    void shouldDescribeHowProvidersDo() {
        for (ProviderHealth.State state : ProviderHealth.State.values()) {
            ProviderHealth.Status status =
                    new ProviderHealth.Status(
                            "stt",
                            "deepgram",
                            state.word(),
                            1,
                            2,
                            3,
                            4,
                            "timed_out",
                            Instant.EPOCH.toString());
            assertThat(description.violations("ProviderHealth", Json.of(status))).isEmpty();
        }
        assertThat(
                        description.violations(
                                "ProviderHealth",
                                Json.of(
                                        new ProviderHealth.Status(
                                                "stt", "x", "ok", 0, 0, 0, 0, null, "yesterday"))))
                .as("times are checked")
                .hasSize(1);
    }

    @Test
    void shouldKeepTheMembersOfAProblemBehindItsOwn() {
        String problem =
                ApiResponse.problem(503, "overloaded", "A \"title\"", "b", "{\"ready\":false}")
                        .body();
        assertThat(problem)
                .isEqualTo(
                        "{\"type\":\"urn:sidetone:problem:overloaded\",\"title\":\"A \\\"title\\\"\","
                                + "\"status\":503,\"detail\":\"b\",\"ready\":false}");
        String plain = ApiResponse.problem(500, "internal", "a", "b").body();
        assertThat(description.violations("Problem", plain)).isEmpty();
    }
}
