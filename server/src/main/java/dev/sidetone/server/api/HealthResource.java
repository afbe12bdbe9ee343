/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.media.worker.WorkerWatchdog;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.lifecycle.Readiness;
import dev.sidetone.server.metrics.ProviderHealth;
import dev.sidetone.server.store.StoreStatus;
import dev.sidetone.vad.CallDetectors;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: it takes calls, with what that rests on;
 * providers' health is told but never decides. Virtual threads.
 */
public final class HealthResource {
    private final Readiness readiness;
    private final WorkerWatchdog watchdog;
    private final CallAdmission admission;
    private final CallDirectory directory;
    private final Supplier<List<ProviderHealth.Status>> providers;
    private final Supplier<CallDetectors.Status> detectors;
    private final Supplier<StoreStatus> store;

    /**
     * Health of these parts.
     *
     * @param providers how each one stands
     * @param detectors how the detectors of callers' speech do
     * @param store how what is kept of calls does
     */
    public HealthResource(
            Readiness readiness,
            WorkerWatchdog watchdog,
            CallAdmission admission,
            CallDirectory directory,
            Supplier<List<ProviderHealth.Status>> providers,
            Supplier<CallDetectors.Status> detectors,
            Supplier<StoreStatus> store) {
        this.readiness = readiness;
        this.watchdog = watchdog;
        this.admission = admission;
        this.directory = directory;
        this.providers = providers;
        this.detectors = detectors;
        this.store = store;
    }

    /** Adds both, open to anybody: a load balancer has no token. */
    public void routes(Router router) {
        router.open("GET", "/healthz", (request, id) -> ApiResponse.text(200, "ok\n"))
                .open("GET", "/readyz", (request, id) -> ready());
    }

    private ApiResponse ready() {
        List<Integer> stuck = watchdog.stuckWorkers();
        Readiness.Phase phase = readiness.phase();
        boolean ready = phase == Readiness.Phase.READY && stuck.isEmpty();
        ReadyJson body =
                new ReadyJson(
                        ready,
                        phase.name().toLowerCase(Locale.ROOT),
                        stuck,
                        directory.liveCalls(),
                        admission.taken(),
                        admission.maxCalls(),
                        providers.get(),
                        VadJson.of(detectors.get()),
                        store.get());
        return ready
                ? ApiResponse.json(200, Json.of(body))
                : ApiResponse.problem(
                        503,
                        "not_ready",
                        "Not ready",
                        stuck.isEmpty()
                                ? "No calls are taken: the server is " + body.phase() + "."
                                : "No calls are taken: a worker is stuck.",
                        Json.of(body));
    }

    /** The answer's body, and members of the problem that it is not ready. */
    record ReadyJson(
            boolean ready,
            String phase,
            List<Integer> stuckWorkers,
            int liveCalls,
            int placesTaken,
            int places,
            List<ProviderHealth.Status> providers,
            VadJson vad,
            StoreStatus store) {}

    /** How callers' speech is detected; without the problem's text, since that may name files. */
    record VadJson(String detector, String state, @Nullable String reason) {
        static VadJson of(CallDetectors.Status status) {
            return new VadJson(status.detector(), status.state(), status.reason());
        }
    }
}
