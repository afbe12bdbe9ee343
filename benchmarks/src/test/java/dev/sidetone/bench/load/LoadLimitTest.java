/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LoadLimitTest {

    private static boolean holds(String limit) {
        return LoadLimit.judge(TestReports.echo(1), List.of(LoadLimit.parse(limit))).succeeded();
    }

    @Test
    void shouldFailARunOnlyOverItsLimit() {
        assertThat(holds("latency_p99=2.6")).isTrue();
        assertThat(holds("latency_p99=2.4")).isFalse();
        assertThat(holds("late=2")).isTrue();
        assertThat(holds("late=1")).isFalse();
        assertThat(holds("refused=0")).isFalse();
        assertThat(holds("failed=0")).isTrue();
        assertThat(holds("server_us_per_call_second=165")).isTrue();
    }

    @Test
    void shouldFailWhatWasNotMeasured() {
        assertThat(holds("mrl_p99=400")).isFalse();
        assertThat(holds("added_mrl_p99=20")).isFalse();
        assertThat(holds("added_mrl_strict_p99=20")).isFalse();
    }

    @Test
    void shouldSayWhatFiguresThereAre() {
        assertThatThrownBy(() -> LoadLimit.parse("speed=1")).hasMessageContaining("mrl_p99");
        assertThatThrownBy(() -> LoadLimit.parse("mrl_p99=fast")).hasMessageContaining("NUMBER");
        assertThatThrownBy(() -> LoadLimit.parse("mrl_p99")).hasMessageContaining("NUMBER");
    }

    @Test
    void shouldNotBelieveARunWhoseOwnSendsWereLate() {
        assertThat(TestReports.echo(5).succeeded()).isTrue();
        assertThat(TestReports.echo(5.01).succeeded()).isFalse();
    }

    @Test
    void shouldFailEchoesThatLostAFrameAndRunsThatMadeNoCall() {
        assertThat(LoadVerdict.judge(TestReports.echo(1)))
                .filteredOn(check -> !check.held())
                .extracting(check -> check.name())
                .containsExactly(
                        "no call is refused",
                        "every frame comes back, once, in order and to its own caller");
    }
}
