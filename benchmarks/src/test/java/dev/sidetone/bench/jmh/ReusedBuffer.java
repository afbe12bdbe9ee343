/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Hands out the one buffer again and again, each time released before: the tests' JVM counts every
 * other buffer, and pays for that with objects.
 */
final class ReusedBuffer extends AbstractByteBufAllocator {
    private static final int MAX_BYTES = 1024;

    private final ByteBuf buffer = new UnpooledByteBufAllocator(true, true).directBuffer(MAX_BYTES);

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        if (buffer.refCnt() != 1 || initialCapacity > MAX_BYTES) {
            throw new IllegalStateException("the one buffer is in use, or too small");
        }
        return buffer.retain().clear();
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return newDirectBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }
}
