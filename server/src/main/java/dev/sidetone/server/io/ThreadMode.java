/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

/** Which threads carriers' sockets and calls have. */
public enum ThreadMode {
    /** Each worker drives the sockets of its calls itself: no thread is woken for a frame. */
    SHARED,
    /**
     * Sockets of carriers and HTTP have threads of their own; a frame goes through the worker's
     * inbox to its call, and what the call sends through the worker's outbox back.
     */
    DEDICATED
}
