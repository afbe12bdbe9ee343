/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the providers did and how late they were themselves. The event loop only. */
final class ProviderStats {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long LONGEST_US = 60_000_000;

    private final Map<Stage, Long> opened = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> open = new EnumMap<>(Stage.class);
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final Histogram latenessUs = new Histogram(LONGEST_US, 3);
    private final OperatingSystemMXBean machine =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long startNs = System.nanoTime();
    private final long startCpuNs = machine.getProcessCpuTime();

    void onOpened(Stage stage) {
        opened.merge(stage, 1L, Long::sum);
        open.merge(stage, 1L, Long::sum);
    }

    void onClosed(Stage stage) {
        open.merge(stage, -1L, Long::sum);
    }

    /** Counts one of what the name says. */
    void count(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    void onFault(Stage stage, Fault fault) {
        faults.merge(stage.label() + ":" + fault.label(), 1L, Long::sum);
    }

    /** Something that was due ran so much later. */
    void onLateness(long lateNs) {
        latenessUs.recordValue(Math.clamp(lateNs / 1000, 0, LONGEST_US));
    }

    long open(Stage stage) {
        return open.getOrDefault(stage, 0L);
    }

    /** The share of one core that this process took since its start. */
    double cpuShare() {
        return (double) (machine.getProcessCpuTime() - startCpuNs)
                / Math.max(1, System.nanoTime() - startNs);
    }

    String json(long turns) {
        ObjectNode stats = JSON.createObjectNode();
        stats.put("uptime_s", (System.nanoTime() - startNs) / 1e9);
        stats.put("turns", turns);
        ObjectNode connections = stats.putObject("connections");
        for (Stage stage : new Stage[] {Stage.STT, Stage.LLM, Stage.TTS}) {
            connections
                    .putObject(stage.label())
                    .put("open", open(stage))
                    .put("opened", opened.getOrDefault(stage, 0L));
        }
        ObjectNode counted = stats.putObject("counts");
        counts.forEach(counted::put);
        ObjectNode injected = stats.putObject("faults");
        faults.forEach(injected::put);
        stats.putObject("lateness_ms")
                .put("count", latenessUs.getTotalCount())
                .put("p50", latenessUs.getValueAtPercentile(50) / 1e3)
                .put("p99", latenessUs.getValueAtPercentile(99) / 1e3)
                .put("max", latenessUs.getMaxValue() / 1e3);
        stats.put("cpu_share", cpuShare());
        return JSON.writeValueAsString(stats);
    }

    /** A line or two for a person. */
    String summary(long turns) {
        return "turns %d, connections stt %d, llm %d, tts %d, faults %s, lateness p99 %.2f ms, cpu %.0f %% of a core"
                .formatted(
                        turns,
                        opened.getOrDefault(Stage.STT, 0L),
                        opened.getOrDefault(Stage.LLM, 0L),
                        opened.getOrDefault(Stage.TTS, 0L),
                        faults.isEmpty() ? "none" : faults.toString(),
                        latenessUs.getValueAtPercentile(99) / 1e3,
                        100 * cpuShare());
    }
}
