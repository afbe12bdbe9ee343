/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * RFC 6455 for media: one codec for both ends of a WebSocket, which allocates nothing per frame and copies
 * nothing that came whole. Carriers, provider clients and scripted servers use it. Runs on the connection's
 * event loop. Of HTTP it knows the opening handshake's headers, which its user sends; of calls and of vendors
 * it knows nothing.
 */
@NullMarked
package dev.sidetone.orchestrator.provider.net.websocket;

import org.jspecify.annotations.NullMarked;
