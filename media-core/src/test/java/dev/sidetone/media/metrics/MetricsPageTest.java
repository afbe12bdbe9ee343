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
                        "Counters only grow, from 0 at the start of the process. `GET /metrics` exports a counter as ")
                .append("`sidetone_<name>_total` and a latency as `sidetone_<name>_seconds`.\n");
        for (MediaCounter.Area area : MediaCounter.Area.values()) {
            page.append("\n## ")
                    .append(heading(area))
                    .append("\n\n| counter | one count means |\n|---|---|\n");
            MediaCounter.all().stream()
                    .filter(counter -> counter.area() == area)
                    .forEach(counter -> row(page, counter.label(), counter.description()));
        }
        page.append(
                        "\n## Workers\n\nOne of each per worker; `GET /metrics` exports them with the label `worker`, and so calls and cycles over the threshold.\n")
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
