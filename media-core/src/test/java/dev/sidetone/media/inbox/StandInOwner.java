/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** An inbox's worker reduced to what the test says it is. */
final class StandInOwner implements InboxOwner {
    boolean ownThread;
    BooleanSupplier drainInPlace = () -> false;
    final AtomicInteger offered = new AtomicInteger();

    @Override
    public boolean isOwnThread() {
        return ownThread;
    }

    @Override
    public boolean drainInPlace() {
        return drainInPlace.getAsBoolean();
    }

    @Override
    public void onOffered() {
        offered.incrementAndGet();
    }
}
