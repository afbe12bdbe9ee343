/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TwilioMessagesTest {

    private final TwilioMessages messages = new TwilioMessages("MZ1", "CA1", "AC1");

    @Test
    void shouldWriteWhatTheVendorDocumentsWithNumbersAsStrings() {
        assertThat(messages.connected())
                .isEqualTo("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
        assertThat(messages.start(Map.of("tenant", "t\"1")))
                .isEqualTo(
                        "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"AC1\",\"streamSid\":\"MZ1\","
                                + "\"callSid\":\"CA1\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\","
                                + "\"sampleRate\":8000,\"channels\":1},\"customParameters\":{\"tenant\":\"t\\\"1\"}},\"streamSid\":\"MZ1\"}");
        assertThat(messages.media(1, 0, new byte[] {1, 2}))
                .isEqualTo(
                        "{\"event\":\"media\",\"sequenceNumber\":\"2\",\"media\":{\"track\":\"inbound\",\"chunk\":\"1\","
                                + "\"timestamp\":\"0\",\"payload\":\"AQI=\"},\"streamSid\":\"MZ1\"}");
        assertThat(messages.dtmf('#'))
                .isEqualTo(
                        "{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"3\","
                                + "\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"#\"}}");
        assertThat(messages.mark("m\"1"))
                .isEqualTo(
                        "{\"event\":\"mark\",\"sequenceNumber\":\"4\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m\\\"1\"}}");
        assertThat(messages.stop())
                .isEqualTo(
                        "{\"event\":\"stop\",\"sequenceNumber\":\"5\",\"stop\":{\"accountSid\":\"AC1\",\"callSid\":\"CA1\"},"
                                + "\"streamSid\":\"MZ1\"}");
    }
}
