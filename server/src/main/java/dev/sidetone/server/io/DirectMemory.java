/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** How much memory outside the heap is in use. Any thread. */
public final class DirectMemory {
    private static final List<BufferPoolMXBean> POOLS =
            ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

    private DirectMemory() {}

    /** The JDK's direct buffers and what Netty takes past them, in bytes; mapped files excepted. */
    public static long usedBytes() {
        long used = Math.max(0, PlatformDependent.usedDirectMemory());
        for (BufferPoolMXBean pool : POOLS) {
            if (pool.getName().equals("direct")) {
                used += Math.max(0, pool.getMemoryUsed());
            }
        }
        return used;
    }
}
