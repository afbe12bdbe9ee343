/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

/** A connection on its way. Loop's thread. */
public interface Dial {

    /** Gives up; the listener hears nothing any more. Harmless after the end. */
    void cancel();
}
