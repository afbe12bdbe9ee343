/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.CallerBank;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.load.call.TurnOutcome;
import dev.sidetone.bench.load.machine.CpuShares;
import dev.sidetone.bench.load.machine.MachineReading;
import dev.sidetone.bench.load.machine.ProcessStat;
import dev.sidetone.bench.report.Percentiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Follows a bank of callers to its end and writes down each second: what happened, and what the
 * machine used meanwhile. Blocks its thread.
 */
final class BankWatch {

    private static final long SECOND_NS = 1_000_000_000;
    private static final long POLL_NS = 20_000_000;
    private static final double US_PER_MS = 1000;
    private static final double KB_PER_MB = 1024;

    private final CallerBank bank;
    private final long serverPid;
    private final Consumer<LoadSample> listener;
    private final List<LoadSample> samples = new ArrayList<>();
    private final List<TurnOutcome> turns = new ArrayList<>();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final HistogramLogWriter log =
            new HistogramLogWriter(new PrintStream(logged, true, StandardCharsets.UTF_8));
    private MachineReading reading;
    private @Nullable Edge windowFrom;
    private @Nullable Edge windowTo;

    /** What was counted and used up to one instant. */
    record Edge(MachineReading reading, LoadSnapshot.Frames frames) {}

    /**
     * A run that is over.
     *
     * @param samples one a second
     * @param from where the measured window begins, null if the run did not come so far
     * @param to where it ends
     * @param hlog the seconds' histograms in the log format of HdrHistogram
     */
    record Watched(
            List<LoadSample> samples,
            List<TurnOutcome> turns,
            LoadSnapshot end,
            @Nullable Edge from,
            @Nullable Edge to,
            String hlog) {}

    /** Follows this bank; {@code serverPid} 0 is not known. */
    BankWatch(CallerBank bank, long serverPid, Consumer<LoadSample> listener) {
        this.bank = bank;
        this.serverPid = serverPid;
        this.listener = listener;
        this.reading = MachineReading.now(serverPid);
        log.outputLogFormatVersion();
        log.outputComment("[microseconds; tag: echo or mrl]");
        log.outputLegend();
    }

    /** Waits for the end. */
    Watched await() {
        long second = 0;
        boolean over;
        LoadSnapshot last;
        do {
            sleepUntil(bank.startNs() + ++second * SECOND_NS);
            // looked at first, so that the last snapshot is of the end
            over = bank.over();
            last = take();
        } while (!over);
        return new Watched(
                List.copyOf(samples),
                turns,
                last,
                windowFrom,
                windowTo,
                logged.toString(StandardCharsets.UTF_8));
    }

    private void sleepUntil(long atNs) {
        for (long waitNs = atNs - System.nanoTime();
                waitNs > 0 && !bank.over();
                waitNs = atNs - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(waitNs, POLL_NS));
        }
    }

    private LoadSnapshot take() {
        LoadSnapshot snapshot = bank.snapshot().join();
        MachineReading now = MachineReading.now(serverPid);
        CpuShares cpu = now.since(reading);
        long fromNs = reading.atNs();
        reading = now;
        boolean measured =
                snapshot.atNs() >= bank.windowFromNs() && snapshot.atNs() <= bank.windowToNs();
        if (measured) {
            windowTo = new Edge(now, snapshot.frames());
            windowFrom = windowFrom == null ? windowTo : windowFrom;
        }
        turns.addAll(snapshot.turns());
        log(snapshot, fromNs);
        ProcessStat server = now.server();
        LoadSample sample =
                new LoadSample(
                        (snapshot.atNs() - bank.startNs()) / 1e9,
                        measured,
                        snapshot.calls(),
                        snapshot.frames(),
                        turns.size(),
                        latency(snapshot),
                        snapshot.latenessUs().getValueAtPercentile(99) / US_PER_MS,
                        cpu,
                        server == null ? null : server.rssKb() / KB_PER_MB);
        samples.add(sample);
        listener.accept(sample);
        return snapshot;
    }

    private static Percentiles latency(LoadSnapshot snapshot) {
        return snapshot.intervalUs().getTotalCount() > 0
                ? Percentiles.ofMicros(snapshot.intervalUs())
                : Percentiles.of(TurnFigureSums.mrlMs(snapshot.turns()));
    }

    private void log(LoadSnapshot snapshot, long fromNs) {
        Histogram interval = snapshot.intervalUs();
        interval.setTag("echo");
        if (interval.getTotalCount() == 0 && !snapshot.turns().isEmpty()) {
            interval.setTag("mrl");
            // a histogram holds nothing below 0: an answer that came early is in the turns
            TurnFigureSums.mrlMs(snapshot.turns()).stream()
                    .mapToLong(ms -> (long) (ms * US_PER_MS))
                    .filter(us -> us >= 0 && us <= interval.getHighestTrackableValue())
                    .forEach(interval::recordValue);
        }
        if (interval.getTotalCount() > 0) {
            log.outputIntervalHistogram(
                    Math.max(0, fromNs - bank.startNs()) / 1e9,
                    Math.max(0, snapshot.atNs() - bank.startNs()) / 1e9,
                    interval,
                    US_PER_MS);
        }
    }
}
