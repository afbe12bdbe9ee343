/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

/** Writes an answer that has no end of its own. */
@FunctionalInterface
public interface EventFeed {

    /** The answer has begun; on the connection's loop, must not block. The stream may be over. */
    void open(EventStream stream);
}
