/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

/** The I/O of all workers. Any thread. */
public interface CallIos {

    /** On a worker's thread that worker's own; elsewhere the next in turn. */
    CallIo ofThisThread();
}
