/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.webhook.CarrierHttp;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The turns of one run as the scripted providers noted them. They keep those of earlier runs too,
 * and a run with the same seed says the same phrases: so whoever asks says from which turn on.
 * Immutable.
 *
 * @param drawnByPhrase the delays that they drew before a phrase's first audio; of a phrase that
 *     was heard twice, the last
 * @param faulted phrases at which one of them failed because it was told to
 */
record ProviderTurns(Map<Integer, DrawnDelays> drawnByPhrase, Set<Integer> faulted) {

    /** Of nobody. */
    static final ProviderTurns NONE = new ProviderTurns(Map.of(), Set.of());

    /** How many turns they had is not known: all that they tell is taken for the run's. */
    static final long UNKNOWN = -1;

    private static final JsonMapper JSON = new JsonMapper();

    ProviderTurns {
        drawnByPhrase = Map.copyOf(drawnByPhrase);
        faulted = Set.copyOf(faulted);
    }

    /** How many turns there are before a run, or {@link #UNKNOWN}. Blocks the thread. */
    static long count(@Nullable URI providers) {
        if (providers == null) {
            return UNKNOWN;
        }
        try (CarrierHttp http = new CarrierHttp(null)) {
            return JSON.readTree(http.get(providers.resolve("/stats")))
                    .path("turns")
                    .asLong(UNKNOWN);
        } catch (IOException | JacksonException _) {
            // whoever does not answer now is asked again when the run is over, and named then
            return UNKNOWN;
        }
    }

    /** Those after so many. Blocks the thread. */
    static ProviderTurns after(long count, CarrierHttp http, URI providers) throws IOException {
        String path = count == UNKNOWN ? "/turns" : "/turns?from=" + count;
        return of(http.get(providers.resolve(path)), count);
    }

    /** Lines of {@code /turns}; those of earlier turns are left out, whether asked for or not. */
    static ProviderTurns of(String ndjson, long from) {
        Map<Integer, DrawnDelays> drawn = new HashMap<>();
        Set<Integer> faulted = new HashSet<>();
        List<JsonNode> turns =
                ndjson.lines()
                        .filter(line -> !line.isBlank())
                        .map(JSON::readTree)
                        .filter(turn -> turn.path("turn").asLong(from) >= from)
                        .toList();
        for (JsonNode turn : turns) {
            int phrase = turn.path("phrase").asInt();
            drawn.put(phrase, DrawnDelays.of(turn));
            if (!turn.path("faults").isEmpty()) {
                faulted.add(phrase);
            }
        }
        return new ProviderTurns(drawn, faulted);
    }
}
