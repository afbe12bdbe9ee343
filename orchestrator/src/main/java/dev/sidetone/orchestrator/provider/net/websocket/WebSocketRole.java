/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

/** Which end of the connection this is, RFC 6455 section 5.1. */
public enum WebSocketRole {
    /** Masks what it writes and refuses masked input. */
    CLIENT,
    /** Writes unmasked and refuses unmasked input. */
    SERVER
}
