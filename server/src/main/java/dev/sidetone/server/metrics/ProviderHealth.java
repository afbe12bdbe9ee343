/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well each provider did within the last minute, from what calls reported and from its own
 * queue. Told to people, never a reason to refuse a call: a provider in trouble has its own way of
 * saying no.
 *
 * <p>The records thread feeds it ({@link #failed}, {@link #served}, {@link #sample}); any thread
 * asks. Holds one minute a provider.
 */
public final class ProviderHealth {
    /** Fewer failures than this may be bad luck, whatever their share. */
    private static final int FAILING_AT_LEAST = 3;

    private static final long SAMPLE_MS = 1000;

    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private long lastSampleMs;

    public ProviderHealth(List<ProviderGauge> gauges) {
        gauges.forEach(gauge ->
                watched.putIfAbsent(key(gauge.stage(), gauge.vendor()), new Watched(gauge)));
    }

    /** How a provider stands. */
    public enum State {
        /** No failure, no refusal, and its queue is less than half full. */
        OK,
        /** Some of its work fails, is refused, or waits long. */
        DEGRADED,
        /**
         * It can serve nothing, or at least half of the turns it served, and three of them, saw it
         * fail.
         */
        FAILING;

        /** Lower-case word for JSON and print. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One provider's health; minutes are the last one.
     *
     * @param failuresLastMinute failures that calls reported
     * @param turnsLastMinute turns it took part in
     * @param refusedLastMinute requests it had no room for, by its own count; an embedded one's
     *     that it took and did not serve as well
     * @param lastFailure kind of the last failure a call reported, ever; null when there was none
     */
    public record Status(
            String stage,
            String vendor,
            String state,
            long failuresLastMinute,
            long turnsLastMinute,
            long refusedLastMinute,
            int queueDepth,
            @Nullable String lastFailure,
            @Nullable String lastFailureAt) {}

    private record LastFailure(String kind, Instant at) {}

    private static final class Watched {
        final ProviderGauge gauge;
        final MinuteCount failures = new MinuteCount();
        final MinuteCount turns = new MinuteCount();
        final MinuteCount refusals = new MinuteCount();
        long troublesSeen;
        volatile @Nullable LastFailure lastFailure;

        Watched(ProviderGauge gauge) {
            this.gauge = gauge;
            this.troublesSeen = troubles(gauge);
        }

        static long troubles(ProviderGauge gauge) {
            ProviderGauge.Load load = gauge.load().get();
            return load.refused() + load.failed();
        }
    }

    private static String key(String stage, String vendor) {
        return stage + "/" + vendor;
    }

    /** A call reports a failure; records thread only. */
    public void failed(String stage, ProviderFailure failure, long nowMs) {
        Watched record = watched.get(key(stage, failure.provider()));
        if (record != null) {
            record.failures.add(1, nowMs);
            record.lastFailure =
                    new LastFailure(
                            failure.kind().name().toLowerCase(Locale.ROOT),
                            Instant.ofEpochMilli(nowMs));
        }
    }

    /** A turn is over, well or not; records thread only. */
    public void served(TurnRecord.Providers providers, long nowMs) {
        served("stt", providers.stt(), nowMs);
        served("llm", providers.llm(), nowMs);
        served("tts", providers.tts(), nowMs);
    }

    private void served(String stage, @Nullable String vendor, long nowMs) {
        Watched record = vendor == null ? null : watched.get(key(stage, vendor));
        if (record != null) {
            record.turns.add(1, nowMs);
        }
    }

    /** Looks at the providers' own counts, once a second; records thread only. */
    public void sample(long nowMs) {
        // a wall clock that was set back must not stop it
        if (nowMs >= lastSampleMs && nowMs - lastSampleMs < SAMPLE_MS) {
            return;
        }
        lastSampleMs = nowMs;
        watched.values()
                .forEach(record -> {
                    long troubles = Watched.troubles(record.gauge);
                    if (troubles > record.troublesSeen) {
                        record.refusals.add(troubles - record.troublesSeen, nowMs);
                    }
                    record.troublesSeen = troubles;
                });
    }

    /** Every provider in use, in the order of the stages. */
    public List<Status> statuses(long nowMs) {
        return watched.values().stream().map(record -> status(record, nowMs)).toList();
    }

    private static Status status(Watched record, long nowMs) {
        long failures = record.failures.sum(nowMs);
        long turns = record.turns.sum(nowMs);
        long refused = record.refusals.sum(nowMs);
        ProviderGauge.Load load = record.gauge.load().get();
        LastFailure last = record.lastFailure;
        boolean crowded = load.queueRoom() > 0 && 2 * load.queueDepth() >= load.queueRoom();
        State state =
                !load.able() || (failures >= FAILING_AT_LEAST && 2 * failures >= turns)
                        ? State.FAILING
                        : failures > 0 || refused > 0 || crowded ? State.DEGRADED : State.OK;
        return new Status(
                record.gauge.stage(),
                record.gauge.vendor(),
                state.word(),
                failures,
                turns,
                refused,
                load.queueDepth(),
                last == null ? null : last.kind(),
                last == null ? null : last.at().toString());
    }
}
