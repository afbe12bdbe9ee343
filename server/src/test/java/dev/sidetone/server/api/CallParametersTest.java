/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallQuery;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class CallParametersTest {
    private static final CallCursor CURSOR = new CallCursor(1_790_000_000_000L, 41);

    @Test
    void shouldAskForTheNewestHundredWithoutParameters() throws Exception {
        assertThat(read("/v1/calls")).isEqualTo(CallQuery.newest(100));
    }

    @Test
    void shouldReadEveryParameter() throws Exception {
        String query =
                "?limit=7&cursor="
                        + CURSOR.text()
                        + "&since=2026-11-21T10%3A00%3A00Z&until=2026-11-21T12:00:00%2B01:00"
                        + "&agent=front-desk&result=success&reason=caller_hung_up&state=ended";
        assertThat(read("/v1/calls" + query))
                .isEqualTo(
                        new CallQuery(
                                Instant.parse("2026-11-21T10:00:00Z"),
                                Instant.parse("2026-11-21T11:00:00Z"),
                                "front-desk",
                                "success",
                                "caller_hung_up",
                                false,
                                CURSOR,
                                7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    limit=0          | limit: "0" does not fit; expected a whole number from 1 to 1000
                    limit=1001       | limit: "1001" does not fit; expected a whole number from 1 to 1000
                    limit=x          | limit: "x" does not fit; expected a whole number from 1 to 1000
                    limit=1&limit=2  | limit: given more than once; expected one value
                    cursor=x         | cursor: "x" does not fit; expected the next of an earlier answer
                    cursor=1-16      | cursor: "1-16" does not fit; expected the next of an earlier answer
                    since=yesterday  | since: "yesterday" does not fit; expected a time as RFC 3339 writes it, 2026-11-21T10:00:00Z for example
                    since=+999999999-01-01T00:00:00Z | since: " 999999999-01-01T00:00:00Z" does not fit; expected a time as RFC 3339 writes it, 2026-11-21T10:00:00Z for example
                    since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z | until: "2026-01-01T00:00:00Z" does not fit; expected a time after since
                    state=dead       | state: "dead" does not fit; expected live or ended
                    result=good      | result: "good" does not fit; expected one of success, client_error, server_error, upstream_error, indeterminate
                    agent=           | agent: "" does not fit; expected an agent's name
                    sort=up          | "sort" is no parameter; known are limit, cursor, since, until, agent, result, reason, state
                    agent=%zz        | The query's percent-encoding is broken.
                    """)
    void shouldNameTheParameterAndWhatWasExpected(String query, String says) {
        assertThatThrownBy(() -> read("/v1/calls?" + query))
                .isInstanceOf(CallParameters.BadParameter.class)
                .hasMessage(says);
    }

    @Test
    void shouldNotRepeatWhatIsVeryLong() {
        assertThatThrownBy(() -> read("/v1/calls?state=" + "x".repeat(10_000)))
                .hasMessageMatching("state: \"x{64}…\" does not fit; expected live or ended");
    }

    private static CallQuery read(String target) throws CallParameters.BadParameter {
        return CallParameters.read(
                new ApiRequest("GET", target, Map.of(), new byte[0]), cursor -> cursor.key() <= 41);
    }
}
