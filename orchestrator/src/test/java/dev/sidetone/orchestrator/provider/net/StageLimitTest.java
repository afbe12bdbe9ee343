/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StageLimitTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private long nowNs = Long.MAX_VALUE - 50;
    private int fired;
    private final StageLimit limit =
            new StageLimit(channel.eventLoop(), () -> nowNs, () -> fired++);

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @Test
    void shouldFireOnceWhenItIsReached() {
        limit.set(100);
        pass(99);
        assertThat(fired).isZero();
        pass(1);
        assertThat(fired).isEqualTo(1);
        pass(1000);
        assertThat(fired).isEqualTo(1);
    }

    @Test
    void shouldFireAfterTheLastTimeItWasPutOff() {
        limit.set(100);
        pass(60);
        limit.set(100);
        pass(99);
        assertThat(fired).isZero();
        pass(1);
        assertThat(fired).isEqualTo(1);
    }

    @Test
    void shouldFireEarlierWhenItIsSetEarlier() {
        limit.set(1000);
        limit.set(10);
        pass(10);
        assertThat(fired).isEqualTo(1);
        pass(2000);
        assertThat(fired).isEqualTo(1);
    }

    @Test
    void shouldNotFireOnceCleared() {
        limit.set(100);
        pass(50);
        limit.clear();
        pass(1000);
        assertThat(fired).isZero();
        limit.set(10);
        pass(10);
        assertThat(fired).isEqualTo(1);
    }

    private void pass(long ns) {
        nowNs += ns;
        channel.advanceTimeBy(ns, TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }
}
