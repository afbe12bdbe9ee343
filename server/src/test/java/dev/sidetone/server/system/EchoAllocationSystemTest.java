/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a frame from socket to socket makes nothing for a collector to do, also where the
 * frames of many calls come at once.
 */
@Tag("system")
@Timeout(120)
final class EchoAllocationSystemTest {
    private static final double LIMIT_BYTES = 1.0;

    @TempDir Path folder;

    @Test
    void shouldAllocateNothingForAnEchoedFrame() throws Exception {
        try (ServerProcess probe = ServerProcess.program(folder, EchoAllocationProbe.class)) {
            List<String> lines = probe.lines();
            assertThat(lines).as(probe.errors()).hasSize(1);
            Scanner figures = new Scanner(lines.getFirst()).useLocale(Locale.ROOT);
            assertThat(figures.nextDouble())
                    .as("bytes allocated by the worker's thread for a frame")
                    .isLessThanOrEqualTo(LIMIT_BYTES);
            assertThat(figures.nextLong()).isGreaterThan(50_000);
        }
    }
}
