/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the JDK's strict decoder. */
@Tag("unit")
final class Utf8CheckTest {
    private static final int[] EDGES = {
        0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
        0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff
    };

    private final Utf8Check check = new Utf8Check();

    @Test
    void shouldAgreeWithTheJdkOnEveryPairAndOnTheEdgesOfFour() {
        for (int pair = 0; pair < 0x10000; pair++) {
            agree(new byte[] {(byte) (pair >> 8), (byte) pair}, 1);
        }
        for (int a : EDGES) {
            for (int b : EDGES) {
                for (int c : EDGES) {
                    for (int d : EDGES) {
                        agree(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, 2);
                    }
                }
            }
        }
    }

    @Test
    void shouldAgreeWithTheJdkOnSpoiledTextCutAnywhere() {
        Random random = new Random(6455);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                int point = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x11_0000);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            agree(bytes, bytes.length == 0 ? 0 : random.nextInt(bytes.length));
        }
    }

    private void agree(byte[] bytes, int split) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        check.reset();
        boolean ours =
                check.accept(buffer, 0, split)
                        && check.accept(buffer, split, bytes.length - split)
                        && check.complete();
        assertThat(ours).as(() -> HexFormat.of().formatHex(bytes)).isEqualTo(jdk(bytes));
    }

    private static boolean jdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
