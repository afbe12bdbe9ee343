/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.server.testing.ServerProcess;
import dev.sidetone.vad.silero.ModelPlaces;
import dev.sidetone.vad.silero.SileroModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What runs once a frame allocates nothing, an inference next to nothing: by JMH's own count, with
 * the flags and the buffers of the server. Time is not judged here.
 */
@Tag("system")
@Timeout(300)
final class BenchmarkAllocationSystemTest {
    private static final double LIMIT_BYTES = 1.0;
    private static final double LIMIT_BYTES_PER_INFERENCE = 512.0;

    /** Once a turn, or there to compare with: they may allocate. */
    private static final String FREE = "SentenceSplitterBenchmark.*|.*Netty|.*\\.jackson";

    private static final String INFERENCE = "SileroBenchmark\\.judge.*";

    @TempDir Path folder;

    @Test
    void shouldAllocateNothingPerFrame() throws Exception {
        Map<String, Double> bytes = measure(Map.of());
        assertThat(bytes).containsKeys(perFrame());
        judge(bytes);
        assertThat(bytes.get("MediaScanBenchmark.jackson"))
                .as("what allocates is seen")
                .isGreaterThan(LIMIT_BYTES);
    }

    @Test
    void shouldAllocateLittlePerInferenceAndNothingOnAQuietFrame() throws Exception {
        Path model = SharedMaterial.require("models/" + SileroModel.FILE_NAME);
        Map<String, Double> bytes =
                measure(Map.of(ModelPlaces.VARIABLE, model.toString()), "Silero");
        assertThat(bytes)
                .containsOnlyKeys(
                        "SileroBenchmark.cascadeQuietFrame",
                        "SileroBenchmark.judge1",
                        "SileroBenchmark.judge8",
                        "SileroBenchmark.judge16",
                        "SileroBenchmark.judge32");
        judge(bytes);
    }

    private static String[] perFrame() {
        return BenchRun.names(List.of()).stream()
                .map(name -> name.substring(AllocationProbe.class.getPackageName().length() + 1))
                .toArray(String[]::new);
    }

    private static void judge(Map<String, Double> bytes) {
        assertThat(bytes)
                .as("bytes that an operation allocates")
                .allSatisfy((name, each) -> {
                    if (!name.matches(FREE)) {
                        assertThat(each).as(name).isLessThanOrEqualTo(limit(name));
                    }
                });
    }

    private static double limit(String name) {
        return name.matches(INFERENCE) ? LIMIT_BYTES_PER_INFERENCE : LIMIT_BYTES;
    }

    private Map<String, Double> measure(Map<String, String> environment, String... patterns)
            throws Exception {
        try (ServerProcess probe =
                ServerProcess.program(folder, environment, AllocationProbe.class, patterns)) {
            Map<String, Double> bytes = new TreeMap<>();
            for (String line : probe.lines()) {
                String[] figure = line.split(" ", -1);
                bytes.put(figure[0], Double.valueOf(figure[1]));
            }
            assertThat(probe.exitCode()).as(probe.errors()).isZero();
            return bytes;
        }
    }
}
