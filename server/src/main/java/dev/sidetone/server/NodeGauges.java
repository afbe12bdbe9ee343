/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.api.ConnectionLimit;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.io.DirectMemory;
import dev.sidetone.server.lifecycle.Readiness;
import dev.sidetone.server.metrics.NodeGauge;
import dev.sidetone.server.store.CallStore;
import java.util.List;

/** What the node as a whole tells of itself. Stateless. */
final class NodeGauges {
    /** How many there are. */
    static final int COUNT = 12;

    private NodeGauges() {}

    static List<NodeGauge> of(
            CallDirectory directory,
            CallAdmission admission,
            ConnectionLimit connections,
            MediaThreads threads,
            Readiness readiness,
            CallStore store) {
        return List.of(
                new NodeGauge("calls_live", "Calls that live now.", directory::liveCalls),
                new NodeGauge(
                        "places_taken",
                        "Calls, and places kept for announced ones.",
                        admission::taken),
                new NodeGauge("places", "Most calls at a time.", admission::maxCalls),
                new NodeGauge("connections_open", "Connections open now.", connections::open),
                new NodeGauge(
                        "workers_stuck",
                        "Workers whose cycle no longer ends.",
                        () -> threads.watchdog().stuckWorkers().size()),
                new NodeGauge(
                        "workers_without_headroom",
                        "Workers too busy to take new calls.",
                        threads.headroom()::closed),
                new NodeGauge(
                        "ready",
                        "1 while calls are taken.",
                        () -> readiness.phase() == Readiness.Phase.READY ? 1 : 0),
                new NodeGauge("heap_used_bytes", "Heap in use.", NodeGauges::heapUsed),
                new NodeGauge(
                        "direct_used_bytes",
                        "Memory of direct buffers in use.",
                        DirectMemory::usedBytes),
                new NodeGauge(
                        "store_queue",
                        "Records of calls that wait to be stored.",
                        () -> store.status().queued()),
                new NodeGauge(
                        "store_failing",
                        "1 while the store cannot be written.",
                        () -> store.status().failing() ? 1 : 0),
                new NodeGauge(
                        "store_bytes",
                        "Size of the store's file with its journal.",
                        () -> store.status().bytes()));
    }

    private static long heapUsed() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
