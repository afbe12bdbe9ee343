/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.EchoFigures;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names are DESIGN.md's, sections 5 and 8: other tools read them. */
@Tag("unit")
final class ReportJsonTest {

    private final JsonNode json = new JsonMapper().readTree(ReportJson.report(TestRuns.run(1.25)));

    @Test
    void shouldHaveExactlyTheNamesOfTheDesign() {
        assertThat(json.propertyNames())
                .containsExactly(
                        "tool",
                        "started_at",
                        "machine",
                        "config",
                        "calls",
                        "turns",
                        "summary",
                        "self");
        assertThat(json.path("calls").propertyNames())
                .containsExactly("attempted", "completed", "failed");
        assertThat(json.path("summary").propertyNames())
                .containsExactly(
                        "mrl_ms",
                        "server_mrl_diff_ms",
                        "added_mrl_ms",
                        "barge_in_stop_ms",
                        "frames");
        assertThat(json.path("summary").path("mrl_ms").propertyNames())
                .containsExactly("count", "p50", "p90", "p95", "p99", "p999", "max");
        assertThat(json.path("summary").path("frames").propertyNames())
                .containsExactly("sent", "received", "late", "lost");
        assertThat(json.path("self").propertyNames())
                .containsExactly("valid", "late_sends_p99_ms", "cpu_share");
        assertThat(json.path("turns").get(0).propertyNames())
                .containsExactly(
                        "call_id",
                        "turn",
                        "transport",
                        "caller_text",
                        "agent_text",
                        "agent_text_heard",
                        "end_of_speech_ms",
                        "mrl_ms",
                        "mrl_arrival_ms",
                        "server_mrl_ms",
                        "endpointing_target_ms",
                        "endpointing_ms",
                        "stt_final_ms",
                        "llm_first_token_ms",
                        "first_sentence_ms",
                        "tts_first_audio_ms",
                        "egress_ms",
                        "barged_in",
                        "barge_in_clear_ms",
                        "barge_in_stop_ms",
                        "providers");
    }

    @Test
    void shouldWriteWhatIsAbsentAsNull() {
        assertThat(json.path("turns").get(0).path("mrl_ms").isNull()).isTrue();
        assertThat(json.path("turns").get(0).path("end_of_speech_ms").isNull()).isTrue();
        assertThat(json.path("turns").get(1).path("barge_in_stop_ms").isNull()).isTrue();
    }

    @Test
    void shouldCountLostFramesOnlyWhereAnEchoTellsWhatMustComeBack() {
        assertThat(json.path("summary").path("frames").path("lost").isNull()).isTrue();
        RunReport echoed =
                TestRuns.run(
                        List.of(TestRuns.figures(0, null)),
                        new CallResult.Counts(
                                9, 0, 9, 9, 0, 0, 0, 0, 0, new EchoFigures(4, 3, 2, 1)));
        JsonNode frames =
                new JsonMapper().readTree(ReportJson.report(echoed)).path("summary").path("frames");
        assertThat(frames.path("lost").asInt()).isEqualTo(4);
        JsonNode echo =
                new JsonMapper()
                        .readTree(CallerJson.of(echoed, List.of("call.wav")))
                        .path("calls")
                        .get(0)
                        .path("echo");
        assertThat(echo.toString())
                .isEqualTo("{\"lost\":4,\"reordered\":3,\"repeated\":2,\"foreign\":1}");
        assertThat(TestRuns.page(echoed)).contains("4 lost, 3 reordered, 2 repeated, 1 foreign");
    }

    @Test
    void shouldSumUpBothClocks() {
        JsonNode summary = json.path("summary");
        assertThat(summary.path("mrl_ms").path("count").asInt()).isEqualTo(2);
        assertThat(summary.path("mrl_ms").path("max").asDouble()).isEqualTo(520);
        assertThat(summary.path("added_mrl_ms").path("p50").asDouble()).isEqualTo(80.5);
        assertThat(summary.path("server_mrl_diff_ms").path("p50").asDouble()).isEqualTo(-10.5);
        assertThat(summary.path("server_mrl_diff_ms").path("max").asDouble()).isEqualTo(10);
        assertThat(summary.path("barge_in_stop_ms").path("max").asDouble()).isEqualTo(310);
    }

    @Test
    void shouldCallARunInvalidWhoseOwnSendsWereLate() {
        assertThat(json.path("self").path("valid").asBoolean()).isTrue();
        RunReport late = TestRuns.run(5.01);
        assertThat(late.succeeded()).isFalse();
        assertThat(
                        new JsonMapper()
                                .readTree(ReportJson.report(late))
                                .path("self")
                                .path("valid")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void shouldTellTheCallersOwnFindingsInAFileOfTheirOwn() {
        JsonNode callers =
                new JsonMapper().readTree(CallerJson.of(TestRuns.run(1), List.of("call.wav")));
        JsonNode call = callers.path("calls").get(0);
        assertThat(call.path("next_verb").asString()).isEqualTo("Dial: +1");
        assertThat(call.path("turns").get(1).path("gaps").asInt()).isEqualTo(1);
        assertThat(call.path("max_look_ahead_ms").asDouble()).isEqualTo(240);
        assertThat(call.path("corrections").asInt()).isEqualTo(3);
        assertThat(call.path("checks").get(0).path("verdict").asString()).isEqualTo("held");
        assertThat(callers.path("server_mrl_off_by_ms").path("p50").asDouble()).isEqualTo(10);
        assertThat(callers.path("server_mrl_off_by_ms").path("max").asDouble()).isEqualTo(10.5);
    }
}
