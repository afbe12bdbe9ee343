/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedVoice;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What all connections share. The event loop only; lives as long as the server. */
final class ProviderContext {

    /** Draws that belong to no phrase. */
    static final int NO_PHRASE = -1;

    final DelayPlan delays;
    final FaultPlan faults;
    final @Nullable String requiredKey;
    final TurnLedger ledger = new TurnLedger();
    final ProviderStats stats = new ProviderStats();
    final CodedVoice voice;
    private final Set<IdleWatched> watched = new LinkedHashSet<>();
    private long connections;

    /** Wall clock and monotonic clock at one instant: the first for reports, the second to wait. */
    private final double epochOffsetMs = System.currentTimeMillis() - System.nanoTime() / 1e6;

    ProviderContext(ProvidersConfig config, CodedVoice voice) {
        this.delays = config.delays();
        this.faults = config.faults();
        this.requiredKey = config.requiredKey();
        this.voice = voice;
    }

    /** The name of the next connection of a stage. */
    String nextConnection(Stage stage) {
        return stage.label() + "-" + ++connections;
    }

    void watch(IdleWatched connection) {
        watched.add(connection);
    }

    void unwatch(IdleWatched connection) {
        watched.remove(connection);
    }

    /** Looks after connections that went silent. */
    void onSecond(long nowNs) {
        // A connection that is ended by this takes itself out.
        for (IdleWatched connection : List.copyOf(watched)) {
            connection.onSecond(nowNs);
        }
    }

    /** An instant in milliseconds since 1970, to the microsecond. */
    double epochMs(long nowNs) {
        return Math.round((epochOffsetMs + nowNs / 1e6) * 1e3) / 1e3;
    }

    /** Whether a key opens the door. */
    boolean admits(@Nullable String key) {
        String required = requiredKey;
        return key != null && !key.isBlank() && (required == null || required.equals(key));
    }

    /**
     * The fault of a stage for a phrase, which outranks nothing: a connection's own fault stays.
     */
    @Nullable Fault fault(Stage stage, @Nullable Fault ofConnection, int phrase) {
        return ofConnection != null || phrase < 0 ? ofConnection : faults.of(stage, phrase);
    }

    /** Counts a fault that happened, and notes it in the phrase's turn. */
    void injected(Stage stage, Fault fault, int phrase) {
        stats.onFault(stage, fault);
        if (phrase >= 0) {
            ledger.of(phrase).faults.add(stage.label() + ":" + fault.label());
        }
    }

    /** Runs something after a delay, at once when there is none; its lateness is recorded. */
    @Nullable Future<?> after(EventExecutor loop, double delayMs, Runnable task) {
        if (delayMs <= 0) {
            task.run();
            return null;
        }
        long dueNs = System.nanoTime() + Math.round(delayMs * 1e6);
        return at(loop, dueNs, task);
    }

    /** The same at an instant of the monotonic clock. */
    Future<?> at(EventExecutor loop, long dueNs, Runnable task) {
        return loop.schedule(
                () -> {
                    stats.onLateness(System.nanoTime() - dueNs);
                    task.run();
                },
                Math.max(0, dueNs - System.nanoTime()),
                TimeUnit.NANOSECONDS);
    }

    /** Ends a connection by RST. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.close();
    }
}
