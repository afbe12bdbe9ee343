/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However TCP cuts the stream, the same messages come out. */
@Tag("unit")
final class FrameSplitTest {
    private static final int[] SIZES = {0, 1, 7, 8, 9, 125, 126, 300};

    @ParameterizedTest
    @EnumSource
    void shouldReadTheSameAtEverySplitPoint(WebSocketRole role) {
        byte[] wire;
        List<String> expected;
        try (FramesRig rig = new FramesRig(role)) {
            wire = conversation(rig);
            expected = rig.receive(wire).heard();
            assertThat(expected).hasSize(2 * SIZES.length + 2).doesNotContain("violation");
        }
        for (int split = 0; split <= wire.length; split++) {
            byte[] first = Arrays.copyOf(wire, split);
            byte[] second = Arrays.copyOfRange(wire, split, wire.length);
            try (FramesRig rig = new FramesRig(role)) {
                assertThat(rig.receive(first).receive(second).heard())
                        .as("split at %d", split)
                        .isEqualTo(expected);
            }
        }
        try (FramesRig rig = new FramesRig(role)) {
            assertThat(rig.receiveByteWise(wire).heard()).as("by bytes").isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadALengthOf64BitsAtEverySplitPointOfItsHeader(WebSocketRole role) {
        byte[] payload = new byte[66_000];
        new Random(6455).nextBytes(payload);
        for (int split = 0; split < 16; split++) {
            try (FramesRig rig = new FramesRig(role)) {
                byte[] wire = rig.frame(0x82, payload);
                rig.receive(Arrays.copyOf(wire, split));
                rig.receive(Arrays.copyOfRange(wire, split, wire.length));
                assertThat(rig.heard())
                        .containsExactly("binary " + HexFormat.of().formatHex(payload));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveABufferThatIsNotItsOwnUntouched(WebSocketRole role) {
        try (FramesRig rig = new FramesRig(role)) {
            byte[] wire = conversation(rig);
            byte[] before = wire.clone();
            rig.channel.writeInbound(Unpooled.wrappedBuffer(wire).asReadOnly());
            assertThat(wire).isEqualTo(before);
            assertThat(rig.heard()).hasSize(2 * SIZES.length + 2);
        }
    }

    private static byte[] conversation(FramesRig rig) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int size : SIZES) {
            wire.writeBytes(rig.text("ü" + "a".repeat(size)));
            byte[] binary = new byte[size];
            Arrays.fill(binary, (byte) (size | 0x80));
            wire.writeBytes(rig.frame(0x82, binary));
        }
        wire.writeBytes(rig.frame(0x01, new byte[] {'x', (byte) 0xc3}));
        wire.writeBytes(rig.frame(0x8a, new byte[] {1, 2, 3}));
        wire.writeBytes(rig.frame(0x80, new byte[] {(byte) 0xbc, 'y'}));
        return wire.toByteArray();
    }
}
