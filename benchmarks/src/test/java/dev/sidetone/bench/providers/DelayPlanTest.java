/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class DelayPlanTest {

    private static final int DRAWS = 20_000;

    @Test
    void shouldDrawWithTheMedianAndTheTailThatWereAskedFor() {
        DelayPlan plan = DelayPlan.parse(List.of("llm=200,900"), 5);
        double[] drawn = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            drawn[i] = plan.drawMs(Stage.LLM, i, 0);
        }
        Arrays.sort(drawn);
        assertThat(drawn[DRAWS / 2]).isCloseTo(200, within(8.0));
        assertThat(drawn[DRAWS * 99 / 100]).isCloseTo(900, within(90.0));
    }

    @Test
    void shouldDrawTheSameAgainForTheSamePhraseAndOthersForAnother() {
        DelayPlan plan = DelayPlan.parse(List.of("stt=100,300", "tts=100,300"), 9);
        DelayPlan again = DelayPlan.parse(List.of("tts=100,300", "stt=100,300"), 9);
        DelayPlan other = DelayPlan.parse(List.of("stt=100,300"), 10);
        double drawn = plan.drawMs(Stage.STT, 77, 0);
        assertThat(again.drawMs(Stage.STT, 77, 0)).isEqualTo(drawn);
        assertThat(plan.drawMs(Stage.STT, 78, 0)).isNotEqualTo(drawn);
        assertThat(plan.drawMs(Stage.STT, 77, 1)).isNotEqualTo(drawn);
        assertThat(plan.drawMs(Stage.TTS, 77, 0)).isNotEqualTo(drawn);
        assertThat(other.drawMs(Stage.STT, 77, 0)).isNotEqualTo(drawn);
    }

    @Test
    void shouldNotWaitWhereNothingWasAskedFor() {
        assertThat(DelayPlan.none().drawMs(Stage.TTS, 1, 0)).isZero();
        assertThat(DelayPlan.parse(List.of("tts=0"), 1).drawMs(Stage.TTS, 1, 0)).isZero();
        assertThat(DelayPlan.parse(List.of("tts=40"), 1).drawMs(Stage.TTS, 1, 0)).isEqualTo(40);
    }

    @Test
    void shouldSayWhatAWrongSettingShouldHaveBeen() {
        for (String wrong :
                List.of(
                        "stt",
                        "ear=1,2",
                        "stt=9,3",
                        "stt=a,b",
                        "stt=-1,3",
                        "stt=1,2,3",
                        "llm=0,5")) {
            assertThatThrownBy(() -> DelayPlan.parse(List.of(wrong), 1))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(".*(P50,P99|a stage is).*");
        }
    }
}
