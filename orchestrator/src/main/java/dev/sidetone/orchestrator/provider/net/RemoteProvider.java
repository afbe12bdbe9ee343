/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

/** A provider that asks somebody over the network, and counts what it asks. */
public interface RemoteProvider {

    /** Its figures. */
    ProviderLoad load();
}
