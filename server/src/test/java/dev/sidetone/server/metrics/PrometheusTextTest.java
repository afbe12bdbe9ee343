/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.orchestrator.link.Termination;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PrometheusTextTest {
    private final WorkerGroup workers =
            WorkerGroup.invoker(WorkerConfig.defaults(), new ManualClock(), error -> {});
    private final EndingCounters endings = new EndingCounters();
    private final PrometheusText text =
            new PrometheusText(
                    workers,
                    new LatencyReadings(workers.latencyTotals(), new ManualClock()),
                    endings,
                    List.of(new NodeGauge("calls_live", "Calls that live now.", () -> 3)));

    @AfterEach
    void close() {
        workers.close(Duration.ofSeconds(1));
    }

    @Test
    void shouldShowEveryCounterWithItsMeaning() {
        workers.worker(0).counters().increment(MediaCounter.TURNS);
        assertThat(text.scrape().text())
                .contains(
                        "# HELP sidetone_turns_total Turns completed.",
                        "# TYPE sidetone_turns_total counter")
                .contains("sidetone_turns_total 1.0");
        for (MediaCounter counter : MediaCounter.all()) {
            assertThat(text.scrape().text())
                    .contains(
                            "\nsidetone_"
                                    + counter.label().replaceFirst("_ms$", "_seconds")
                                    + "_total ");
        }
    }

    @Test
    void shouldShowGaugesAndEndingsByReason() {
        endings.increment(Termination.Reason.CALLER_HUNG_UP);
        assertThat(text.scrape().text())
                .contains("sidetone_calls_live 3.0")
                .contains("sidetone_worker_calls{worker=\"0\"} 0.0")
                .contains("sidetone_worker_cycles_over_threshold_total{worker=\"0\"} 0.0")
                .contains(
                        "sidetone_terminations_total{reason=\"caller_hung_up\",result=\"success\"} 1.0");
    }

    @Test
    void shouldShowLatenciesAsHistogramsInSeconds() {
        for (long ms : new long[] {400, 401, 450, 12_000}) {
            workers.worker(0).latency().record(LatencyPoint.MRL_SERVER, ms * 1_000_000);
        }
        assertThat(text.scrape().text())
                .contains("# TYPE sidetone_mrl_server_seconds histogram")
                .contains("sidetone_mrl_server_seconds_bucket{le=\"0.35\"} 0\n")
                .contains("sidetone_mrl_server_seconds_bucket{le=\"0.4\"} 1\n")
                .contains("sidetone_mrl_server_seconds_bucket{le=\"0.425\"} 2\n")
                .contains("sidetone_mrl_server_seconds_bucket{le=\"0.45\"} 3\n")
                .contains("sidetone_mrl_server_seconds_bucket{le=\"10.0\"} 3\n")
                .contains("sidetone_mrl_server_seconds_bucket{le=\"+Inf\"} 4\n")
                .contains("sidetone_mrl_server_seconds_count 4\n")
                .containsPattern("sidetone_mrl_server_seconds_sum 13\\.2[45]");
    }

    @Test
    void shouldTellMillisecondsAsSecondsWithTheirUnit() {
        workers.worker(0).counters().add(MediaCounter.STT_AUDIO_LOST_MS, 1500);
        assertThat(text.scrape().text())
                .contains("\nsidetone_stt_audio_lost_seconds_total 1.5\n")
                .doesNotContain("_ms");
        assertThat(
                        text.scrape("text/plain;q=0.5,application/openmetrics-text;version=1.0.0")
                                .text())
                .contains("# UNIT sidetone_stt_audio_lost_seconds seconds\n")
                .endsWith("# EOF\n");
    }
}
