/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One client with real sockets, the call it serves, and a server that each test scripts. */
public abstract class ClientRig {
    protected final CallRecorder call = new CallRecorder();
    protected TestNetwork network;

    @SuppressWarnings("NullAway.Init") // each test has its own
    protected ScriptedPeer peer;

    @BeforeEach
    void connect() throws IOException {
        network = new TestNetwork(null);
    }

    @AfterEach
    void disconnect() throws IOException {
        network.close();
        peer.close();
    }

    /** How a client reaches the vendor, whose server follows the script from now on. */
    protected final ProviderAccess serve(String vendor, String path, ScriptedPeer.Script script)
            throws IOException {
        peer = new ScriptedPeer(script);
        return TestNetwork.access(vendor, "http", peer.port(), path);
    }

    /** What is under way on the loop is done. */
    protected final void onLoop() throws Exception {
        network.io().loop().submit(() -> {}).get();
    }
}
