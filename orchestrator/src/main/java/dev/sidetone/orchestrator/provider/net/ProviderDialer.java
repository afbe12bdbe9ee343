/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.ErrorHandler;

/**
 * Opens connections to providers on the loops of their calls: name, TCP, TLS, within one limit. Any
 * thread may hold it.
 */
public final class ProviderDialer {
    private final AddressBook addresses;
    private final ClientTls tls;
    private final ErrorHandler faults;

    /** What the dials of one loop have in common; its thread only. */
    private final Map<CallIo, Bootstrap> bootstraps = new ConcurrentHashMap<>();

    /**
     * One that opens connections for a network.
     *
     * @param faults is told what our own code throws while a connection is opened; any thread, must
     *     not block
     */
    public ProviderDialer(AddressBook addresses, ClientTls tls, ErrorHandler faults) {
        this.addresses = addresses;
        this.tls = tls;
        this.faults = faults;
    }

    /**
     * Begins to connect; on the loop's thread. A name's addresses are tried in turn. The listener
     * is told later, never within this call.
     *
     * @param limit for name, TCP and TLS together
     */
    public Dial dial(CallIo io, ProviderAddress address, Duration limit, DialListener listener) {
        PendingDial dial = new PendingDial(io, address, limit, tls, listener);
        dial.start(addresses, bootstraps.computeIfAbsent(io, ProviderDialer::bootstrapOn));
        return dial;
    }

    private static Bootstrap bootstrapOn(CallIo io) {
        return new Bootstrap()
                .group(io.loop())
                .channel(io.socketChannel())
                // addresses come resolved
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
    }

    /**
     * Begins to open a WebSocket; on the loop's thread. The listener is told later, never within
     * this call.
     *
     * @param frames the handler of the connection's frames; put in place once it is open
     */
    public Dial openWebSocket(
            CallIo io,
            ProviderAddress address,
            UpgradeRequest request,
            ChannelHandler frames,
            UpgradeListener listener) {
        PendingUpgrade upgrade = new PendingUpgrade(io, address, request, frames, listener, faults);
        upgrade.start(this);
        return upgrade;
    }
}
