/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.SharedCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The network of a client under test: real sockets on one loop of its own. */
public final class TestNetwork implements AutoCloseable {
    private final LoopbackIo io = new LoopbackIo();
    private final Counters counters = new SharedCounters();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final ProviderNetwork network;

    /**
     * A network.
     *
     * @param authorities who is trusted beside the JDK's; null for nobody
     */
    public TestNetwork(@Nullable Path authorities) throws IOException {
        network = ProviderNetwork.ofThisMachine(authorities, faults::add);
        network.attach(() -> io, counters);
    }

    public ProviderNetwork network() {
        return network;
    }

    public CallIo io() {
        return io;
    }

    public Counters counters() {
        return counters;
    }

    /** What the clients' own code threw, as the network's handler was told. */
    public List<Throwable> faults() {
        return faults;
    }

    /** How a client reaches a peer that listens on this port. */
    public static ProviderAccess access(String vendor, String scheme, int port, String path) {
        return new ProviderAccess(
                ProviderAddress.of(vendor, scheme + "://localhost:" + port + path), "test-key");
    }

    @Override
    public void close() {
        io.close();
        network.close();
    }
}
