/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

/** How workers get their threads. */
public enum WorkerMode {
    /** Each worker has a thread, which drives the worker's I/O loop as well. */
    SHARED,
    /**
     * Nothing runs by itself: a test or a replay steps the workers on its own thread and its own
     * clock.
     */
    INVOKER
}
