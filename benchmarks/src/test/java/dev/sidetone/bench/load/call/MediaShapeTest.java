/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class MediaShapeTest {

    private static int length(MediaShape shape, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return shape.payloadLength(bytes, bytes.length);
    }

    @Test
    void shouldFindThePayloadOfMessagesLikeTheFirst() {
        MediaShape shape =
                MediaShape.of(
                        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AAAA\"}}");
        String longer =
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AAAABBBB\"}}";
        assertThat(length(shape, longer)).isEqualTo(8);
        assertThat(longer.substring(shape.payloadFrom())).startsWith("AAAABBBB");
    }

    @Test
    void shouldLeaveEveryOtherMessageToTheParser() {
        MediaShape shape =
                MediaShape.of(
                        "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"streamSid\":\"MZ1\"}");
        assertThat(
                        length(
                                shape,
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"streamSid\":\"MZ2\"}"))
                .isNegative();
        assertThat(
                        length(
                                shape,
                                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"1\"}}"))
                .isNegative();
        assertThat(length(shape, "")).isNegative();
        assertThat(length(MediaShape.unknown(), "{}")).isNegative();
    }

    @Test
    void shouldDecodeOnlyBase64() {
        WireText wire = new WireText();
        byte[] text = "xxAAECAw==".getBytes(StandardCharsets.US_ASCII);
        assertThat(wire.decode(text, 2, 8)).isEqualTo(4);
        assertThat(wire.decoded()).startsWith(0, 1, 2, 3);
        byte[] quoted = "AA\",\"b\":\"".getBytes(StandardCharsets.US_ASCII);
        assertThat(wire.decode(quoted, 0, 8)).isNegative();
    }
}
