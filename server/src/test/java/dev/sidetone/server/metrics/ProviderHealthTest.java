/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ProviderHealthTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final TurnRecord.Providers OURS =
            new TurnRecord.Providers("embedded", "embedded", "embedded");

    private ProviderGauge.Load load = new ProviderGauge.Load(0, 10, 5, 5, true);
    private final ProviderHealth health =
            new ProviderHealth(
                    List.of(
                            new ProviderGauge("stt", "embedded", () -> load),
                            new ProviderGauge("tts", "other", () -> ProviderGauge.Load.NONE)));

    @Test
    void shouldBeOkWhateverWasRefusedBeforeItWasWatched() {
        health.sample(NOW);
        assertThat(stt(NOW).state()).isEqualTo("ok");
        assertThat(stt(NOW).lastFailure()).isNull();
    }

    @Test
    void shouldDegradeOnAFailureAndRecoverAMinuteLaterRememberingItsKind() {
        fail(NOW);
        assertThat(stt(NOW).state()).isEqualTo("degraded");
        assertThat(stt(NOW + 59_000).failuresLastMinute()).isEqualTo(1);
        assertThat(stt(NOW + 60_000).failuresLastMinute()).isZero();
        assertThat(stt(NOW + 60_000).state()).isEqualTo("ok");
        assertThat(stt(NOW + 60_000).lastFailure()).isEqualTo("timed_out");
        assertThat(stt(NOW + 60_000).lastFailureAt()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void shouldFailWhenHalfOfItsTurnsSawItFail() {
        for (int i = 0; i < 7; i++) {
            health.served(OURS, NOW);
        }
        fail(NOW);
        fail(NOW + 1000);
        fail(NOW + 2000);
        assertThat(stt(NOW + 2000).state()).as("3 of 7").isEqualTo("degraded");
        fail(NOW + 2000);
        assertThat(stt(NOW + 2000).state()).as("4 of 7").isEqualTo("failing");
        assertThat(stt(NOW + 2000).turnsLastMinute()).isEqualTo(7);
    }

    @Test
    void shouldNotCallTwoFailuresFailing() {
        fail(NOW);
        fail(NOW);
        assertThat(stt(NOW).state()).isEqualTo("degraded");
    }

    @Test
    void shouldDegradeWhenItsOwnCountOfRefusalsGrows() {
        health.sample(NOW);
        load = new ProviderGauge.Load(0, 10, 6, 7, true);
        health.sample(NOW + 999);
        assertThat(stt(NOW + 999).refusedLastMinute()).as("once a second").isZero();
        health.sample(NOW + 1000);
        assertThat(stt(NOW + 1000).refusedLastMinute()).isEqualTo(3);
        assertThat(stt(NOW + 1000).state()).isEqualTo("degraded");
        assertThat(stt(NOW + 61_000).state()).isEqualTo("ok");
    }

    @Test
    void shouldDegradeWhileItsQueueIsHalfFull() {
        load = new ProviderGauge.Load(4, 10, 5, 5, true);
        assertThat(stt(NOW).state()).isEqualTo("ok");
        load = new ProviderGauge.Load(5, 10, 5, 5, true);
        assertThat(stt(NOW).state()).isEqualTo("degraded");
    }

    @Test
    void shouldFailWhileItCanServeNothingThoughNobodyAskedYet() {
        load = new ProviderGauge.Load(0, 10, 5, 5, false);
        assertThat(stt(NOW).state()).isEqualTo("failing");
        load = new ProviderGauge.Load(0, 10, 5, 5, true);
        assertThat(stt(NOW).state()).isEqualTo("ok");
    }

    @Test
    void shouldBlameNoOtherStageOrVendor() {
        fail(NOW);
        health.failed("tts", failure("embedded"), NOW);
        assertThat(health.statuses(NOW))
                .extracting(ProviderHealth.Status::stage, ProviderHealth.Status::state)
                .containsExactly(tuple("stt", "degraded"), tuple("tts", "ok"));
    }

    private void fail(long nowMs) {
        health.failed("stt", failure("embedded"), nowMs);
    }

    private static ProviderFailure failure(String vendor) {
        return new ProviderFailure(ProviderFailure.Kind.TIMED_OUT, vendor, "");
    }

    private ProviderHealth.Status stt(long nowMs) {
        return health.statuses(nowMs).getFirst();
    }
}
