/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class ServerMessageTest {

    @Test
    void shouldReadMediaMarkAndClearInAnyOrderOfKeys() {
        assertThat(
                        ServerMessage.read(
                                "{\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AQI=\"},\"event\":\"media\"}",
                                "MZ1"))
                .isInstanceOfSatisfying(
                        ServerMessage.Media.class,
                        media -> assertThat(media.mulaw()).containsExactly(1, 2));
        assertThat(
                        ServerMessage.read(
                                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m 1\"}}",
                                "MZ1"))
                .isEqualTo(new ServerMessage.Mark("m 1"));
        assertThat(ServerMessage.read("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}", "MZ1"))
                .isEqualTo(new ServerMessage.Clear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{\"event\":\"clear\",\"streamSid\":\"\"}",
                "{\"event\":\"clear\"}",
                "{\"event\":\"stop\",\"streamSid\":\"MZ1\"}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"@\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"1\",\"media\":{\"payload\":\"AQI=\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AQI=\",\"track\":\"outbound\"}}",
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":[1]}}"
            })
    void shouldTakeNothingElseForAMessage(String text) {
        assertThat(ServerMessage.read(text, "MZ1")).isInstanceOf(ServerMessage.Foreign.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"clear\",\"streamSid\":\"MZ2\"}",
                "{\"event\":\"media\",\"streamSid\":\"MZ2\",\"media\":{\"payload\":\"AQI=\"}}",
                // wrong besides, and for another all the same
                "{\"event\":\"media\",\"chunk\":1,\"streamSid\":\"MZ2\",\"media\":{}}"
            })
    void shouldTellWhatIsMeantForAnotherStream(String text) {
        assertThat(ServerMessage.read(text, "MZ1")).isEqualTo(new ServerMessage.OtherStream());
    }
}
