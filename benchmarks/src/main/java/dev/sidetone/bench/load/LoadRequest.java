/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a load run is asked to do.
 *
 * @param target {@code http(s)}: the webhook; {@code ws(s)}: the media socket
 * @param calls at once; for churn on average
 * @param ratePerS calls that arrive a second
 * @param warmUpS after the last arrival, before anything is measured
 * @param durationS length of the measured window
 * @param agent the agent to ask for, or null for the server's default
 * @param authToken the carrier's secret, or null
 * @param apiToken bearer token of the server's API, or null
 * @param providers the {@code sidetone providers} behind the server, or null
 * @param endpointingMs the silence that the server asks for, for servers that do not tell
 * @param serverPid the server's process on this machine, 0 if not known
 * @param maxLateMs how late the harness's own sends may be at p99
 * @param playoutDepthMs how long the idle carrier holds the first audio back
 * @param floorS length of the run against the floor, 0 for none
 * @param quietS the silence after which an agent may speak again to callers who say nothing
 * @param badPercent how many of the callers break the rules, 0 for none
 */
public record LoadRequest(
        URI target,
        Scenario scenario,
        int calls,
        double ratePerS,
        ArrivalSchedule.Kind arrivals,
        int warmUpS,
        int durationS,
        @Nullable String agent,
        @Nullable String authToken,
        @Nullable String apiToken,
        @Nullable URI providers,
        @Nullable Double endpointingMs,
        long serverPid,
        double maxLateMs,
        int playoutDepthMs,
        int floorS,
        double quietS,
        double badPercent,
        long seed) {

    /** Mean length of a call that churns. */
    static final int CHURN_HOLD_S = 6;

    private static final long SECOND_NS = 1_000_000_000;

    /** When its calls arrive. */
    CallTimetable timetable() {
        ArrivalSchedule schedule = new ArrivalSchedule(arrivals, ratePerS, seed);
        return scenario == Scenario.CHURN
                ? CallTimetable.ofChurn(schedule, warmUpS * SECOND_NS, durationS * SECOND_NS)
                : CallTimetable.ofCalls(
                        calls, schedule, warmUpS * SECOND_NS, durationS * SECOND_NS);
    }

    /** How long calls last on average, 0 for until the end. */
    long holdNs() {
        return scenario == Scenario.CHURN ? CHURN_HOLD_S * SECOND_NS : 0;
    }

    /**
     * The rate that a run gets when it asks for none: all have called after 5 s, but not more than
     * 200 a second; and as many as keep the number where calls churn.
     */
    public static double usualRate(Scenario scenario, int calls) {
        return scenario == Scenario.CHURN
                ? Math.max(0.1, (double) calls / CHURN_HOLD_S)
                : Math.clamp(calls / 5.0, 1, 200);
    }

    /** The same for a report. */
    Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("url", target.toString());
        config.put("scenario", scenario.toString());
        config.put("calls", Integer.toString(calls));
        config.put("rate_per_s", Double.toString(ratePerS));
        config.put("arrivals", arrivals.toString());
        config.put("warm_up_s", Integer.toString(warmUpS));
        config.put("duration_s", Integer.toString(durationS));
        config.put("agent", agent == null ? "" : agent);
        config.put("providers", providers == null ? "" : providers.toString());
        config.put("endpointing_ms", endpointingMs == null ? "" : endpointingMs.toString());
        config.put("playout_depth_ms", Integer.toString(playoutDepthMs));
        config.put("max_late_ms", Double.toString(maxLateMs));
        config.put("quiet_s", Double.toString(quietS));
        config.put("bad_percent", Double.toString(badPercent));
        config.put("seed", Long.toString(seed));
        return config;
    }
}
