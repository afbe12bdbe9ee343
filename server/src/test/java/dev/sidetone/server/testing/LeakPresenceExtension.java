/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test that leaves a pooled or direct buffer unreleased. Registered for every test of the
 * modules that have it on their class path. The detector counts for the whole JVM: close channels
 * before the test ends, and run no tests in parallel in one JVM.
 */
public final class LeakPresenceExtension implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        LeakPresenceDetector.check();
    }
}
