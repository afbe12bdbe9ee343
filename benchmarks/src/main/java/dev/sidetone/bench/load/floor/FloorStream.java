/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;

/** What a floor does on one connection. On its thread. */
interface FloorStream extends WebSocketListener {

    /** The connection to answer on; before anything is heard. */
    void answerOn(WebSocketFrames connection);
}
