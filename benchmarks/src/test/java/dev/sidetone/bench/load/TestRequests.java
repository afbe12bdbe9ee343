/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Load runs for tests: without a floor, and without a limit on own lateness. */
public final class TestRequests {

    private TestRequests() {}

    /** A short run of this scenario. */
    public static LoadRequest of(
            URI target, Scenario scenario, int calls, int durationS, @Nullable String token) {
        return new LoadRequest(
                target,
                scenario,
                calls,
                calls,
                ArrivalSchedule.Kind.CONSTANT,
                1,
                durationS,
                scenario.echoes() ? "echo" : null,
                token,
                null,
                null,
                null,
                ProcessHandle.current().pid(),
                1e9,
                20,
                0,
                11);
    }
}
