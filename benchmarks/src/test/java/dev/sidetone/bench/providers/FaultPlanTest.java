/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class FaultPlanTest {

    @Test
    void shouldHitTheShareOfTheStageItIsFor() {
        FaultPlan plan = FaultPlan.parse(List.of("llm:429=0.1"), 3);
        int hits = 0;
        for (int i = 0; i < 10_000; i++) {
            hits += plan.next(Stage.LLM) == Fault.TOO_MANY ? 1 : 0;
            assertThat(plan.next(Stage.STT)).isNull();
        }
        assertThat(hits).isBetween(850, 1150);
    }

    @Test
    void shouldRepeatItselfWithTheSameSeed() {
        FaultPlan one = FaultPlan.parse(List.of("reset=0.3", "stall=0.3"), 8);
        FaultPlan other = FaultPlan.parse(List.of("reset=0.3", "stall=0.3"), 8);
        for (int i = 0; i < 500; i++) {
            assertThat(one.next(Stage.TTS)).isEqualTo(other.next(Stage.TTS));
        }
    }

    @Test
    void shouldHitAPhrase() {
        FaultPlan plan = FaultPlan.parse(List.of("tts:garbage@42", "close@7"), 1);
        assertThat(plan.of(Stage.TTS, 42)).isEqualTo(Fault.GARBAGE);
        assertThat(plan.of(Stage.STT, 42)).isNull();
        assertThat(plan.of(Stage.STT, 7)).isEqualTo(Fault.CLOSE);
        assertThat(plan.of(Stage.STT, 8)).isNull();
        assertThat(plan.next(Stage.TTS)).isNull();
    }

    @Test
    void shouldSayWhatAWrongSettingShouldHaveBeen() {
        for (String wrong :
                List.of(
                        "stall",
                        "stall=2",
                        "stall=x",
                        "nose:stall=1",
                        "boom=1",
                        "401@7",
                        "stall@x")) {
            assertThatThrownBy(() -> FaultPlan.parse(List.of(wrong), 1))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(".*a (fault|stage) is.*");
        }
    }
}
