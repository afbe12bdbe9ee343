/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.machine;

import org.jspecify.annotations.Nullable;

/**
 * CPU in cores over a stretch of time: 1 is one core, all of the time. Null is not known.
 *
 * @param server the server's process
 * @param harness this process
 * @param machine everything on the machine
 * @param stolen what the hypervisor gave to others
 */
public record CpuShares(
        @Nullable Double server,
        @Nullable Double harness,
        @Nullable Double machine,
        @Nullable Double stolen) {

    /** Nothing known. */
    public static final CpuShares UNKNOWN = new CpuShares(null, null, null, null);
}
