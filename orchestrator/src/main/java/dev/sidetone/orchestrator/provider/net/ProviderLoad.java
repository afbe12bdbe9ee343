/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the calls' clients of one vendor carry, and how that ended: an answer, an utterance, or a
 * call's recognition. One for each provider; any thread.
 */
public final class ProviderLoad {
    private final LongAdder underWay = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Something was asked for. */
    public void begun() {
        underWay.increment();
    }

    /** It is over, well or because nobody wanted it any more. */
    public void ended() {
        underWay.decrement();
    }

    /** Something failed. */
    public void failed(ProviderFailure failure) {
        (failure.kind() == Kind.OVERLOADED ? refused : failed).increment();
    }

    /** How much is under way. */
    public int underWay() {
        return (int) Math.max(0, underWay.sum());
    }

    /** How often the vendor had no room. */
    public long refused() {
        return refused.sum();
    }

    /** How often it failed otherwise. */
    public long failed() {
        return failed.sum();
    }
}
