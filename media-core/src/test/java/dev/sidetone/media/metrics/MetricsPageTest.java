/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/metrics.md} to the enums it is made from. */
@Tag("unit")
class MetricsPageTest {
    private static final String REGENERATE =
            "mvn test -pl media-core -Dtest=MetricsPageTest -Dsidetone.docs.write=true";

    @Test
    void shouldDescribeEveryCounterAndLatencyPointInTheDocs() throws IOException {
        Path page = Path.of(System.getProperty("sidetone.root", "..")).resolve("docs/metrics.md");
        if (Boolean.getBoolean("sidetone.docs.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, page());
        }
        assertThat(page).as("missing; write it with: " + REGENERATE).exists();
        assertThat(Files.readString(page))
                .as("docs/metrics.md is out of date; write it again with: " + REGENERATE)
                .isEqualTo(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Counters and latencies\n\n")
                .append(
                        "Made from `MediaCounter`, `WorkerGauge` and `LatencyPoint` in media-core; do not edit. To write it again:\n\n")
                .append("    ")
                .append(REGENERATE)
                .append("\n\n")
                .append(
                        """
                        `GET /metrics` gives all of it in Prometheus' text format, or as OpenMetrics, with units, to who asks for that (`Accept: application/openmetrics-text`, as Prometheus does).
                        Names follow [its conventions](https://prometheus.io/docs/practices/naming/): `sidetone_` before, counters end in `_total`, times are in seconds, memory in bytes.

                        - A counter `<name>` below is `sidetone_<name>_total`; what is counted in milliseconds here (`…_ms`) is `sidetone_…_seconds_total`. Counters only grow, from 0 at the start of the process.
                        - A latency `<name>` is the histogram `sidetone_<name>_seconds` (`_bucket`, `_sum`, `_count`), since the start. A percentile of the last five minutes, over all nodes:
                          `histogram_quantile(0.95, sum by (le) (rate(sidetone_mrl_server_seconds_bucket[5m])))`. It is as exact as the bucket that it falls in: 25 ms between 400 and 500 ms, 50 ms between 200 and 600 ms. `sidetone stat` shows exact ones of the last minute.
                        - How calls ended is `sidetone_terminations_total{result,reason}`; gauges of the node are in [api.md](api.md).
                        - A Grafana board, alert rules and a scrape configuration that use these names: [deploy](../deploy/README.md#watch-it).
                        """);
        for (MediaCounter.Area area : MediaCounter.Area.values()) {
            page.append("\n## ")
                    .append(heading(area))
                    .append("\n\n| counter | one count means |\n|---|---|\n");
            MediaCounter.all().stream()
                    .filter(counter -> counter.area() == area)
                    .forEach(counter -> row(page, counter.label(), counter.description()));
        }
        page.append(
                        "\n## Workers\n\nOne of each per worker. `GET /metrics` exports them with the label `worker`: `sidetone_worker_busy_seconds_total`, "
                                + "`sidetone_worker_cycle_longest_seconds`, `…_1s_seconds` and `…_1m_seconds`, `sidetone_worker_inbox_depth`; and with them `sidetone_worker_calls` and "
                                + "`sidetone_worker_cycles_over_threshold_total`.\n")
                .append("\n| figure | what it is |\n|---|---|\n");
        WorkerGauge.all().forEach(gauge -> row(page, gauge.label(), gauge.description()));
        page.append(
                        "\n## Latencies\n\nHdrHistogram, 1 µs to 60 s, three significant digits; one recorder per worker.\n")
                .append("\n| latency | what is measured |\n|---|---|\n");
        LatencyPoint.all().forEach(point -> row(page, point.label(), point.description()));
        return page.toString();
    }

    private static void row(StringBuilder page, String label, String description) {
        page.append("| `").append(label).append("` | ").append(description).append(" |\n");
    }

    private static String heading(MediaCounter.Area area) {
        String word = area.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
