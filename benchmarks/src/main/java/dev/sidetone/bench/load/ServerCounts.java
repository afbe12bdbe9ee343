/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.webhook.CarrierHttp;
import dev.sidetone.bench.webhook.InboundCall;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Sidetone server says in {@code /metrics} of wrong input, lost connections, refusals and
 * ends of calls. Other servers say nothing of it. Immutable.
 *
 * @param counts by the counters' names, without prefix; ends of calls as {@code
 *     terminations.REASON}
 * @param why why they are not known; empty if they are
 */
record ServerCounts(Map<String, Long> counts, List<String> why) {

    /** Nobody was asked. */
    static final ServerCounts NONE = new ServerCounts(Map.of(), List.of());

    private static final String ENDS = "terminations";
    private static final Pattern LINE =
            Pattern.compile("sidetone_(\\w+)_total(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern REASON = Pattern.compile("(?:^|,)reason=\"([^\"]*)\"");
    private static final Pattern OF_INTEREST =
            Pattern.compile(
                    "(message|token|connections?|admission_refused)_.*|.*_start|.*_faults|no_media"
                            + "|media_stopped|reservations_expired|http_rejected|http_failed");

    /** Asks the server that a run is against; blocks the thread. */
    static ServerCounts ask(LoadRequest request) {
        URI url = InboundCall.apiBase(request.target()).resolve("/metrics");
        try (CarrierHttp http = new CarrierHttp(null)) {
            return new ServerCounts(parse(http.get(url, request.apiToken())), List.of());
        } catch (IOException e) {
            return new ServerCounts(
                    Map.of(), List.of("the server's counters are not known: " + e.getMessage()));
        }
    }

    /** What was added since then; empty unless both are known. */
    Map<String, Long> since(ServerCounts before) {
        Map<String, Long> added = new TreeMap<>();
        if (!before.counts.isEmpty()) {
            counts.forEach((name, count) -> {
                long more = count - before.counts.getOrDefault(name, 0L);
                if (more > 0) {
                    added.put(name, more);
                }
            });
        }
        return added;
    }

    /** The counters of interest in a text for Prometheus. */
    static Map<String, Long> parse(String metrics) {
        Map<String, Long> counts = new TreeMap<>();
        metrics.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    String name = line.group(1);
                    String labels = line.group(2);
                    long count = (long) Double.parseDouble(line.group(3));
                    if (labels == null && OF_INTEREST.matcher(name).matches()) {
                        counts.put(name, count);
                    } else if (labels != null && name.equals(ENDS)) {
                        Matcher reason = REASON.matcher(labels);
                        String why = reason.find() ? reason.group(1) : "";
                        counts.merge(ENDS + "." + why, count, Long::sum);
                    }
                });
        return counts;
    }
}
