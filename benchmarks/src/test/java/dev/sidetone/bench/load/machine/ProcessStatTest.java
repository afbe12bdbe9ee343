/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class ProcessStatTest {

    @Test
    void shouldReadCpuAndMemoryOfAProgramWhateverItsName(@TempDir Path proc) throws Exception {
        Files.writeString(
                proc.resolve("stat"),
                "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 9 0 100 1000 200 18446744073709551615\n");
        Files.writeString(
                proc.resolve("status"), "Name:\ta\nVmPeak:\t  99 kB\nVmRSS:\t  2048 kB\n");
        assertThat(ProcessStat.of(proc)).isEqualTo(new ProcessStat(2_000_000_000L, 2048));
    }

    @Test
    void shouldKnowNothingOfAProcessThatIsNotThere(@TempDir Path proc) {
        assertThat(ProcessStat.of(proc.resolve("nobody"))).isNull();
    }

    @Test
    void shouldSumWhatProcessorsDidAndLeaveOutWhatTheyWaited() {
        MachineCpu cpu =
                MachineCpu.parse("cpu  10 20 30 1000 2000 5 6 7 0 0\ncpu0 1 1 1 1 1 1 1 1\n");
        assertThat(cpu).isEqualTo(new MachineCpu(710_000_000L, 70_000_000L));
    }

    @Test
    void shouldDrawALineThroughPointsFarFromZero() {
        Slope slope = new Slope();
        assertThat(slope.perX()).isNull();
        slope.add(3, 1e9);
        assertThat(slope.perX()).isNull();
        for (int calls = 0; calls <= 2000; calls += 100) {
            slope.add(calls, 1e9 + 16 * (calls - 3));
        }
        assertThat(slope.perX()).isCloseTo(16, within(1e-6));
    }

    @Test
    void shouldShareTimeBetweenTwoReadings() {
        MachineReading from =
                new MachineReading(0, new ProcessStat(0, 1), null, new MachineCpu(0, 0));
        MachineReading to =
                new MachineReading(
                        2_000_000_000L,
                        new ProcessStat(500_000_000L, 1),
                        new ProcessStat(1, 1),
                        new MachineCpu(3_000_000_000L, 100_000_000L));
        assertThat(to.since(from)).isEqualTo(new CpuShares(null, 0.25, 1.5, 0.05));
    }
}
