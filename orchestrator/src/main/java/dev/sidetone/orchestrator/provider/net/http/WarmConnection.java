/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.http;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.Dial;
import dev.sidetone.orchestrator.provider.net.DialListener;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One call's connection to a vendor: opened before it is needed and kept, so that a request waits
 * for no name, TCP or TLS. One request at a time. Cancelling a request closes its connection and
 * warms another. Loop's thread; lives as long as the call, and then leaves its connection to the
 * next one.
 */
public final class WarmConnection implements HttpConnection.Holder, DialListener {
    private final HttpConnections connections;
    private final CallIo io;
    private @Nullable HttpConnection ready;
    private @Nullable HttpConnection busy;
    private @Nullable Dial dial;
    private @Nullable FullHttpRequest waiting;
    private @Nullable HttpExchange waitingExchange;
    private boolean closed;

    WarmConnection(HttpConnections connections, CallIo io) {
        this.connections = connections;
        this.io = io;
    }

    /** Sees to a connection that the next request can use at once; harmless when there is one. */
    public void warm() {
        if (ready != null && !connections.fresh(ready)) {
            ready.close();
            ready = null;
        }
        if (closed || ready != null || dial != null) {
            return;
        }
        HttpConnection waitingOnLoop = connections.take(io);
        if (waitingOnLoop == null) {
            dial =
                    connections
                            .network()
                            .dialer()
                            .dial(io, connections.address(), connections.limits().connect(), this);
        } else {
            waitingOnLoop.hold(this);
            ready = waitingOnLoop;
        }
    }

    /**
     * Sends a request, at once or when the connection stands; an earlier one that is not answered
     * is cancelled.
     *
     * @param request taken over and released, whatever comes of it
     */
    public void send(FullHttpRequest request, HttpExchange exchange) {
        drop();
        warm();
        if (closed) {
            request.release();
            return;
        }
        if (ready == null) {
            waiting = request;
            waitingExchange = exchange;
            return;
        }
        busy = ready;
        ready = null;
        busy.send(request, exchange);
    }

    /** Takes back the request: its exchange hears nothing more, and the vendor stops. */
    public void cancel() {
        drop();
        warm();
    }

    private void drop() {
        if (waiting != null) {
            waiting.release();
            waiting = null;
            waitingExchange = null;
        }
        if (busy != null) {
            busy.close();
            busy = null;
        }
    }

    /** The call is over. */
    public void close() {
        drop();
        closed = true;
        if (dial != null) {
            dial.cancel();
            dial = null;
        }
        if (ready != null) {
            connections.giveBack(io, ready);
            ready = null;
        }
    }

    @Override
    public void onConnected(Channel channel) {
        dial = null;
        HttpConnection connection =
                HttpConnection.on(io, connections.address(), channel, connections.network());
        connection.hold(this);
        connection.idleSince(connections.network().clock().nanoTime());
        FullHttpRequest request = waiting;
        HttpExchange exchange = waitingExchange;
        waiting = null;
        waitingExchange = null;
        if (request == null || exchange == null) {
            ready = connection;
        } else {
            busy = connection;
            connection.send(request, exchange);
        }
    }

    @Override
    public void onFailed(ProviderFailure failure) {
        dial = null;
        connections.network().counters().increment(MediaCounter.PROVIDER_CONNECTS_FAILED);
        HttpExchange exchange = waitingExchange;
        drop();
        if (exchange != null) {
            exchange.onFailed(failure);
        }
    }

    @Override
    public void onFree(HttpConnection connection) {
        busy = null;
        connection.idleSince(connections.network().clock().nanoTime());
        if (ready == null && !closed) {
            ready = connection;
        } else {
            connections.giveBack(io, connection);
        }
    }

    /** One that the vendor closed while it waited is replaced when the next one may be needed. */
    @Override
    public void onGone(HttpConnection connection) {
        if (connection == busy) {
            busy = null;
        } else {
            ready = null;
        }
    }
}
