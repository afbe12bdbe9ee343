/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

/** A connection whose silence ends it. The event loop only. */
interface IdleWatched {

    /** Called about once a second. */
    void onSecond(long nowNs);
}
