/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerGauge;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two snapshots of one server as a screen of 80 columns. Rates are those between the two; whatever
 * is marked hot deserves a look. Stateless.
 */
public final class StatScreen {
    static final int COLUMNS = 80;

    /** More workers than these are left out, the least busy ones. */
    static final int WORKER_ROWS = 16;

    private static final double NS_PER_MS = 1e6;
    private static final double US_PER_MS = 1e3;
    private static final double NS_PER_SECOND = 1e9;
    private static final double HOT_BUSY_SHARE = 0.9;
    private static final int STALE_MS = 5000;

    private final CountersSnapshot before;
    private final CountersSnapshot now;
    private final double seconds;
    private final List<Line> lines = new ArrayList<>();

    private StatScreen(CountersSnapshot before, CountersSnapshot now) {
        this.before = before;
        this.now = now;
        this.seconds = Math.max(1e-3, (now.takenNs() - before.takenNs()) / NS_PER_SECOND);
    }

    /** One line of the screen. */
    public record Line(Tone tone, String text) {}

    /** How a line is set off, where colours are. */
    public enum Tone {
        /** Not at all. */
        PLAIN,
        /** A heading. */
        HEAD,
        /** Something is wrong. */
        HOT
    }

    /** The screen's lines. */
    public static List<Line> of(CountersSnapshot before, CountersSnapshot now, long nowMs) {
        StatScreen screen = new StatScreen(before, now);
        screen.head(nowMs);
        screen.calls();
        screen.media();
        screen.refusals();
        screen.workers();
        screen.latencies();
        screen.endings();
        screen.providers();
        return screen.lines;
    }

    private void head(long nowMs) {
        line(
                Tone.HEAD,
                "sidetone pid %d   up %s   %d workers   heap %d MB   direct %d MB",
                now.pid(),
                duration((nowMs - now.startMs()) / 1000),
                now.workers(),
                now.value("heap_used_bytes") >> 20,
                now.value("direct_used_bytes") >> 20);
        long quietMs = nowMs - now.publishedMs();
        if (now.publishedMs() != 0 && quietMs > STALE_MS) {
            line(Tone.HOT, "gauges and latencies are %d s old", quietMs / 1000);
        }
        if (now.value("workers_stuck") > 0) {
            line(Tone.HOT, "%d workers stand still", now.value("workers_stuck"));
        }
        if (now.value("workers_without_headroom") > 0) {
            line(
                    Tone.HOT,
                    "%d workers are too busy to take new calls",
                    now.value("workers_without_headroom"));
        }
    }

    private void calls() {
        line(
                Tone.PLAIN,
                "calls    live %d of %d   opened %d (%.1f/s)   ended %d   failed %d",
                now.total(MediaCounter.CALLS_OPENED.label())
                        - now.total(MediaCounter.CALLS_ENDED.label()),
                now.value("places"),
                now.total(MediaCounter.CALLS_OPENED.label()),
                rate(MediaCounter.CALLS_OPENED),
                now.total(MediaCounter.CALLS_ENDED.label()),
                now.total(MediaCounter.CALLS_FAILED.label()));
    }

    private void media() {
        line(
                Tone.PLAIN,
                "frames   in %.0f/s   out %.0f/s   late p99 %s ms   turns %d   barge-ins %d",
                rate(MediaCounter.FRAMES_IN),
                rate(MediaCounter.FRAMES_OUT),
                ms(now.value("latency.playout_lateness.p99_us") / US_PER_MS),
                now.total(MediaCounter.TURNS.label()),
                now.total(MediaCounter.BARGE_INS.label()));
    }

    private void refusals() {
        line(
                tone(
                        rate(MediaCounter.ADMISSION_REFUSED_WEBHOOK) > 0
                                || rate(MediaCounter.ADMISSION_REFUSED_UPGRADE) > 0
                                || rate(MediaCounter.ADMISSION_REFUSED_HEADROOM) > 0
                                || rate(MediaCounter.ADMISSION_REFUSED_AGENT) > 0),
                "refused  webhook %d   upgrade %d   headroom %d   agent %d   connections %d",
                now.total(MediaCounter.ADMISSION_REFUSED_WEBHOOK.label()),
                now.total(MediaCounter.ADMISSION_REFUSED_UPGRADE.label()),
                now.total(MediaCounter.ADMISSION_REFUSED_HEADROOM.label()),
                now.total(MediaCounter.ADMISSION_REFUSED_AGENT.label()),
                now.total(MediaCounter.CONNECTIONS_REFUSED.label()));
        line(
                tone(
                        rate(MediaCounter.MEDIA_REFUSED) > 0
                                || rate(MediaCounter.FACTS_REFUSED) > 0
                                || rate(MediaCounter.CARRIER_BACK_PRESSURED) > 0),
                "inbox    media refused %d   synthesis %d   facts %d   carrier full %d",
                now.total(MediaCounter.MEDIA_REFUSED.label()),
                now.total(MediaCounter.SYNTHESIS_REFUSED.label()),
                now.total(MediaCounter.FACTS_REFUSED.label()),
                now.total(MediaCounter.CARRIER_BACK_PRESSURED.label()));
    }

    private void workers() {
        line(
                Tone.HEAD,
                "%-6s %6s %8s %8s %6s %7s %7s %7s %6s %7s",
                "worker",
                "calls",
                "in/s",
                "out/s",
                "busy %",
                "max 1s",
                "max 1m",
                "over",
                "inbox",
                "in-place");
        List<Integer> shown = new ArrayList<>();
        for (int worker = 0; worker < now.workers(); worker++) {
            shown.add(worker);
        }
        shown.sort((a, b) -> Double.compare(busyShare(b), busyShare(a)));
        shown.stream().limit(WORKER_ROWS).sorted().forEach(this::worker);
        if (shown.size() > WORKER_ROWS) {
            line(Tone.PLAIN, "  and %d less busy ones", shown.size() - WORKER_ROWS);
        }
    }

    private void worker(int worker) {
        long calls =
                now.ofWorker(worker, MediaCounter.CALLS_OPENED.label())
                        - now.ofWorker(worker, MediaCounter.CALLS_ENDED.label());
        boolean still = rate(worker, MediaCounter.DUTY_CYCLES.label()) == 0;
        line(
                tone(still || busyShare(worker) > HOT_BUSY_SHARE),
                "%-6d %6d %8.0f %8.0f %6.1f %7s %7s %7d %6d %7d",
                worker,
                calls,
                rate(worker, MediaCounter.FRAMES_IN.label()),
                rate(worker, MediaCounter.FRAMES_OUT.label()),
                100 * busyShare(worker),
                still ? "still" : msOf(worker, WorkerGauge.CYCLE_LONGEST_1S_NS),
                msOf(worker, WorkerGauge.CYCLE_LONGEST_1M_NS),
                now.ofWorker(worker, MediaCounter.DUTY_CYCLES_OVER_THRESHOLD.label()),
                now.ofWorker(worker, WorkerGauge.INBOX_DEPTH_1S.label()),
                now.ofWorker(worker, MediaCounter.IN_PLACE_DRAINS.label()));
    }

    private void latencies() {
        line(
                Tone.HEAD,
                "%-22s %8s %10s %10s %10s %10s",
                "latency, last minute",
                "count",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms");
        Map<String, Long> figures = now.under("latency.");
        Set<String> points = new LinkedHashSet<>();
        figures.keySet().forEach(name -> points.add(name.substring(0, name.lastIndexOf('.'))));
        for (String point : points) {
            if (figures.getOrDefault(point + ".count", 0L) > 0) {
                line(
                        Tone.PLAIN,
                        "%-22s %8d %10s %10s %10s %10s",
                        point,
                        figures.getOrDefault(point + ".count", 0L),
                        us(figures, point + ".p50_us"),
                        us(figures, point + ".p95_us"),
                        us(figures, point + ".p99_us"),
                        us(figures, point + ".max_us"));
            }
        }
    }

    private void endings() {
        List<String> ended = new ArrayList<>();
        now.under("terminations.")
                .forEach((reason, count) -> {
                    if (count > 0) {
                        ended.add(reason + " " + count);
                    }
                });
        wrapped("ended    ", ended);
    }

    private void providers() {
        Map<String, Long> figures = now.under("provider.");
        List<String> told = new ArrayList<>();
        boolean hot = false;
        for (String name : figures.keySet()) {
            if (!name.endsWith(".state")) {
                continue;
            }
            String provider = name.substring(0, name.length() - "state".length());
            ProviderState state = ProviderState.of(figures.getOrDefault(name, 0L));
            hot |= state != ProviderState.OK;
            told.add(
                    String.format(
                            Locale.ROOT,
                            "%s %s (open %d, failed %d, refused %d)",
                            provider.substring(0, provider.length() - 1).replace('.', '/'),
                            state.word(),
                            figures.getOrDefault(provider + "open", 0L),
                            figures.getOrDefault(provider + "failures_1m", 0L),
                            figures.getOrDefault(provider + "refused_1m", 0L)));
        }
        for (String one : told) {
            line(tone(hot && !one.contains(" ok ")), "provider %s", one);
        }
    }

    private void wrapped(String head, List<String> words) {
        StringBuilder text = new StringBuilder(head);
        for (String word : words) {
            if (text.length() + word.length() > COLUMNS) {
                line(Tone.PLAIN, "%s", text.toString().stripTrailing());
                text.setLength(0);
                text.append(" ".repeat(head.length()));
            }
            text.append(word).append("   ");
        }
        if (!words.isEmpty()) {
            line(Tone.PLAIN, "%s", text.toString().stripTrailing());
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is no dependency of ours
    private void line(Tone tone, String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        lines.add(new Line(tone, text.length() > COLUMNS ? text.substring(0, COLUMNS) : text));
    }

    private static Tone tone(boolean hot) {
        return hot ? Tone.HOT : Tone.PLAIN;
    }

    private double rate(MediaCounter counter) {
        return (now.total(counter.label()) - before.total(counter.label())) / seconds;
    }

    private double rate(int worker, String counter) {
        return (now.ofWorker(worker, counter) - before.ofWorker(worker, counter)) / seconds;
    }

    private double busyShare(int worker) {
        return rate(worker, WorkerGauge.BUSY_NS.label()) / NS_PER_SECOND;
    }

    private String msOf(int worker, WorkerGauge gauge) {
        return ms(now.ofWorker(worker, gauge.label()) / NS_PER_MS);
    }

    private static String us(Map<String, Long> figures, String name) {
        return ms(figures.getOrDefault(name, 0L) / US_PER_MS);
    }

    private static String ms(double ms) {
        return String.format(Locale.ROOT, ms < 100 ? "%.2f" : "%.0f", ms);
    }

    private static String duration(long seconds) {
        long hours = seconds / 3600;
        return hours >= 48
                ? hours / 24 + " d " + hours % 24 + " h"
                : hours > 0
                        ? hours + " h " + seconds / 60 % 60 + " m"
                        : seconds / 60 + " m " + seconds % 60 + " s";
    }
}
