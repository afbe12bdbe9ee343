/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Load runs for tests: without a floor, and without a limit on own lateness. */
public final class TestRequests {

    private static final int WARM_UP_S = 3;

    private TestRequests() {}

    /**
     * The fewest frames that fell due in a run's window: all of it, but for calls whose stream
     * opened only after the window had begun, as it may on a machine that is shared.
     */
    public static int fewestFrames(LoadReport run) {
        Double slowestMs = run.setup().max();
        double lateMs = Math.max(0, (slowestMs == null ? 0 : slowestMs) - WARM_UP_S * 1000);
        int calls = run.request().calls();
        return (int) (calls * (run.request().durationS() * 50 - 1 - lateMs / 20));
    }

    /** A short run of this scenario. */
    public static LoadRequest of(
            URI target, Scenario scenario, int calls, int durationS, @Nullable String token) {
        return of(target, scenario, calls, durationS, token, null);
    }

    /** The same with scripted providers behind the server. */
    public static LoadRequest of(
            URI target,
            Scenario scenario,
            int calls,
            int durationS,
            @Nullable String token,
            @Nullable URI providers) {
        return new LoadRequest(
                target,
                scenario,
                calls,
                calls,
                ArrivalSchedule.Kind.CONSTANT,
                WARM_UP_S,
                durationS,
                scenario.echoes() ? "echo" : null,
                token,
                null,
                providers,
                null,
                ProcessHandle.current().pid(),
                1e9,
                20,
                0,
                5,
                0,
                11);
    }

    /** The same run in which so many of a hundred callers are bad ones. */
    static LoadRequest withBad(LoadRequest run, double percent) {
        return with(run, run.quietS(), percent);
    }

    /** The same run in which an agent may speak again after so long a silence. */
    static LoadRequest withQuiet(LoadRequest run, double quietS) {
        return with(run, quietS, run.badPercent());
    }

    private static LoadRequest with(LoadRequest run, double quietS, double badPercent) {
        return new LoadRequest(
                run.target(),
                run.scenario(),
                run.calls(),
                run.ratePerS(),
                run.arrivals(),
                run.warmUpS(),
                run.durationS(),
                run.agent(),
                run.authToken(),
                run.apiToken(),
                run.providers(),
                run.endpointingMs(),
                run.serverPid(),
                run.maxLateMs(),
                run.playoutDepthMs(),
                run.floorS(),
                quietS,
                badPercent,
                run.seed());
    }
}
