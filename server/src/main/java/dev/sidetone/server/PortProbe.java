/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Tries whether ports can be listened on, before seconds are spent on models and phrases. Blocks on
 * name lookup; at start only. What it finds free may be taken a moment later: opening says so then.
 */
final class PortProbe {
    private PortProbe() {}

    /**
     * Tries all ports of a configuration.
     *
     * @throws LaunchException naming the first that cannot be used
     */
    static void check(ServerConfig.Listen listen) throws LaunchException {
        check(listen.host(), listen.port());
        Integer admin = listen.adminPort();
        if (admin != null) {
            check(listen.host(), admin);
        }
    }

    private static void check(String host, int port) throws LaunchException {
        try {
            bind(host, port);
        } catch (IOException unusable) {
            throw new LaunchException(
                    "cannot listen on " + host + ":" + port + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    /** Listens for a moment; throws what keeps it from that. */
    static void bind(String host, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        }
    }
}
