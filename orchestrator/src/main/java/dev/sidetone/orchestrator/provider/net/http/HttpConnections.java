/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.http;

import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The kept-alive connections to one vendor. Each call holds one by a {@link WarmConnection}; what
 * calls give back waits here for the next, on its own loop, newest used first, so that a busy
 * server's calls begin with a connection that stands. Shared by all calls; any thread may open a
 * {@code WarmConnection}, everything else runs on the loop.
 *
 * <p>When full: a connection given back is closed.
 */
public final class HttpConnections {
    private final ProviderNetwork network;
    private final ProviderAddress address;
    private final Limits limits;
    private final Map<CallIo, Idle> idle = new ConcurrentHashMap<>();

    /**
     * Bounds.
     *
     * @param connect for name, TCP and TLS together
     * @param idleConnections waiting on one loop, beside those that calls hold
     * @param idleTime how long a connection may have been unused when it is used again
     */
    public record Limits(Duration connect, int idleConnections, Duration idleTime) {}

    public HttpConnections(ProviderNetwork network, ProviderAddress address, Limits limits) {
        this.network = network;
        this.address = address;
        this.limits = limits;
    }

    /** The vendor's address. */
    public ProviderAddress address() {
        return address;
    }

    /** A call's connection, on its loop; it is not there before it is warmed. */
    public WarmConnection open(CallIo io) {
        return new WarmConnection(this, io);
    }

    ProviderNetwork network() {
        return network;
    }

    Limits limits() {
        return limits;
    }

    /** True when it can still be trusted to be open at the other end. */
    boolean fresh(HttpConnection connection) {
        return connection.isOpen()
                && network.clock().nanoTime() - connection.idleSinceNs()
                        < limits.idleTime().toNanos();
    }

    @Nullable HttpConnection take(CallIo io) {
        Idle waiting = idle.get(io);
        return waiting == null ? null : waiting.take();
    }

    void giveBack(CallIo io, HttpConnection connection) {
        idle.computeIfAbsent(io, Idle::new).add(connection);
    }

    /** Those that wait on one loop; its thread only. */
    private final class Idle implements HttpConnection.Holder {
        private final CallIo io;
        private final Deque<HttpConnection> newestFirst = new ArrayDeque<>();
        private boolean sweeping;

        Idle(CallIo io) {
            this.io = io;
        }

        @Nullable HttpConnection take() {
            HttpConnection newest = newestFirst.pollFirst();
            while (newest != null && !fresh(newest)) {
                newest.close();
                newest = newestFirst.pollFirst();
            }
            return newest;
        }

        void add(HttpConnection connection) {
            if (newestFirst.size() >= limits.idleConnections() || !fresh(connection)) {
                connection.close();
                return;
            }
            connection.hold(this);
            newestFirst.addFirst(connection);
            sweepLater();
        }

        private void sweepLater() {
            if (!sweeping) {
                sweeping = true;
                var _ =
                        io.loop()
                                .schedule(
                                        this::sweep,
                                        limits.idleTime().toNanos(),
                                        TimeUnit.NANOSECONDS);
            }
        }

        private void sweep() {
            sweeping = false;
            while (!newestFirst.isEmpty() && !fresh(newestFirst.peekLast())) {
                newestFirst.removeLast().close();
            }
            if (!newestFirst.isEmpty()) {
                sweepLater();
            }
        }

        @Override
        public void onFree(HttpConnection connection) {
            throw new IllegalStateException("an idle connection has no answer to end");
        }

        @Override
        public void onGone(HttpConnection connection) {
            newestFirst.remove(connection);
        }
    }
}
