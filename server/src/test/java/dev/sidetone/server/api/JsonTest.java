/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class JsonTest {

    @Test
    void shouldWriteTurnsByTheNamesThatAreFixedAndAbsentAsNull() {
        TurnRecord turn =
                new TurnRecord(
                        "CA1",
                        2,
                        "twilio",
                        "hi",
                        null,
                        null,
                        1.5,
                        null,
                        null,
                        700.0,
                        400.0,
                        1.0,
                        2.0,
                        3.0,
                        4.0,
                        5.0,
                        6.0,
                        true,
                        null,
                        null,
                        new TurnRecord.Providers("a", null, "c"));
        assertThat(Json.of(turn))
                .isEqualTo(
                        "{\"call_id\":\"CA1\",\"turn\":2,\"transport\":\"twilio\",\"caller_text\":\"hi\",\"agent_text\":null,"
                                + "\"agent_text_heard\":null,\"end_of_speech_ms\":1.5,\"mrl_ms\":null,\"mrl_arrival_ms\":null,"
                                + "\"server_mrl_ms\":700.0,\"endpointing_target_ms\":400.0,\"endpointing_ms\":1.0,\"stt_final_ms\":2.0,"
                                + "\"llm_first_token_ms\":3.0,\"first_sentence_ms\":4.0,\"tts_first_audio_ms\":5.0,\"egress_ms\":6.0,"
                                + "\"barged_in\":true,\"barge_in_clear_ms\":null,\"barge_in_stop_ms\":null,"
                                + "\"providers\":{\"stt\":\"a\",\"llm\":null,\"tts\":\"c\"}}");
    }
}
