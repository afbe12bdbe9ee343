/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BenchRunTest {

    private static final String PACKAGE = "dev.sidetone.bench.jmh.";

    @Test
    void shouldFindEverySubjectWithoutAPattern() {
        assertThat(BenchRun.names(List.of()))
                .extracting(name -> name.substring(PACKAGE.length(), name.lastIndexOf('.')))
                // there only where its model is
                .filteredOn(subject -> !subject.equals("SileroBenchmark"))
                .containsOnly(
                        "AcrossThreadsHopBenchmark",
                        "Base64Benchmark",
                        "DedicatedHopBenchmark",
                        "EnergyBenchmark",
                        "G711Benchmark",
                        "GateBenchmark",
                        "InboxHopBenchmark",
                        "MediaScanBenchmark",
                        "PlayoutBenchmark",
                        "ResampleBenchmark",
                        "SentenceSplitterBenchmark",
                        "WebSocketCodecBenchmark",
                        "WholeFrameBenchmark");
    }

    @Test
    void shouldFindWhatOneOfThePatternsIsFoundInCaseAside() {
        assertThat(BenchRun.names(List.of("base64.*DECODE", "gate")))
                .containsExactly(
                        PACKAGE + "Base64Benchmark.decode", PACKAGE + "GateBenchmark.passFrame");
    }

    @Test
    void shouldNotFindThePackageItself() {
        assertThat(BenchRun.names(List.of("sidetone"))).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoRegularExpression() {
        assertThatThrownBy(() -> BenchRun.names(List.of("(")))
                .isInstanceOf(PatternSyntaxException.class);
    }
}
