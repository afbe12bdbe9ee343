/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.Allocations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's messages as they are documented. */
@Tag("unit")
final class ListenReaderTest {
    private static final String RESULTS =
            "{\"type\":\"Results\",\"channel_index\":[0,1],\"duration\":1.98,\"start\":5.99,\"is_final\":true,"
                    + "\"speech_final\":true,\"channel\":{\"alternatives\":[{\"transcript\":\"hello there\","
                    + "\"confidence\":0.98,\"words\":[{\"word\":\"hello\",\"start\":5.6,\"end\":6.0,\"confidence\":0.5},"
                    + "{\"word\":\"there\",\"start\":6.0,\"end\":6.5,\"confidence\":0.5}]}]},"
                    + "\"metadata\":{\"request_id\":\"r\",\"model_info\":{\"name\":\"n\"}}}";

    private final ListenReader reader = new ListenReader();

    @Test
    void shouldReadResultsWithAllTheirFields() {
        assertThat(
                        read(
                                """
                                {"type":"Results","channel_index":[0,1],"duration":1.98,"start":5.99,"is_final":true,
                                 "speech_final":true,"from_finalize":false,"channel":{"alternatives":[
                                 {"transcript":"hello","confidence":0.98,"languages":["en"],"words":[{"word":"hello",
                                 "start":5.6,"end":6.0,"confidence":0.5,"punctuated_word":"Hello."}]},
                                 {"transcript":"yellow","confidence":0.1,"words":[]}]},
                                 "metadata":{"request_id":"r","model_info":{"name":"n"},"type":"x"},"entities":[]}
                                """))
                .isEqualTo(new ListenMessage.Results(7970, "hello", 0.98f, true, true, false));
    }

    @Test
    void shouldTakeMissingFlagsForFalse() {
        assertThat(
                        read(
                                "{\"channel\":{\"alternatives\":[{\"transcript\":\"he\"}]},\"duration\":1,\"start\":0,\"type\":\"Results\"}"))
                .isEqualTo(new ListenMessage.Results(1000, "he", Float.NaN, false, false, false));
    }

    @Test
    void shouldReadTheAnswerToFinalize() {
        assertThat(
                        read(
                                "{\"type\":\"Results\",\"start\":0.5,\"duration\":0.25,\"is_final\":true,\"from_finalize\":true,\"channel\":{\"alternatives\":[{\"transcript\":\"\",\"confidence\":0.0,\"words\":[]}]}}"))
                .isEqualTo(new ListenMessage.Results(750, "", 0f, true, false, true));
    }

    @Test
    void shouldReadTheOtherMessages() {
        assertThat(read("{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":2.395}"))
                .isEqualTo(new ListenMessage.UtteranceEnd(2395));
        assertThat(read("{\"type\":\"SpeechStarted\",\"channel\":[0,1],\"timestamp\":9.54}"))
                .isEqualTo(ListenMessage.Other.INSTANCE);
        assertThat(
                        read(
                                "{\"type\":\"Metadata\",\"request_id\":\"r\",\"duration\":0.0,\"channels\":1}"))
                .isEqualTo(ListenMessage.Other.INSTANCE);
        assertThat(read("{\"type\":\"Error\",\"variant\":\"V\",\"description\":\"d\"}"))
                .isEqualTo(new ListenMessage.Trouble("V"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"Results\"",
                "garbage",
                "{\"type\":\"Metadata\"} {\"type\":\"Metadata\"}",
                "{\"type\":\"Metadata\"}tru",
                "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{"
            })
    void shouldTellThatItIsNoMessage(String text) {
        assertThat(read(text)).isNull();
        // and what it got so far is not taken for part of the next
        assertThat(read("{\"type\":\"UtteranceEnd\"}"))
                .isEqualTo(new ListenMessage.UtteranceEnd(0));
        assertThat(read(RESULTS))
                .isEqualTo(
                        new ListenMessage.Results(7970, "hello there", 0.98f, true, true, false));
    }

    @Test
    void shouldAllocateLittleMoreThanWhatItTells() {
        ByteBuf results = Unpooled.copiedBuffer(RESULTS, StandardCharsets.UTF_8);
        // the message, its words and three numbers; a parser for each would be five times that
        assertThat(
                        Allocations.bytesPerRun(() -> {
                            if (reader.read(results) == null) {
                                throw new AssertionError("not read");
                            }
                        }))
                .isLessThan(400);
    }

    @Test
    void shouldReadAMessageLongerThanUsual() {
        assertThat(read("{\"pad\":\"" + "x".repeat(9000) + "\",\"type\":\"Metadata\"}"))
                .isEqualTo(ListenMessage.Other.INSTANCE);
    }

    private @Nullable ListenMessage read(String text) {
        return reader.read(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
    }
}
