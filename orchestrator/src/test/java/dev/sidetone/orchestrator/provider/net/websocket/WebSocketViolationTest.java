/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the peer must not do, RFC 6455 sections 5 and 7.4, and what the codec says to it. */
@Tag("unit")
final class WebSocketViolationTest {
    private static final String KEY = "00000000";

    @ParameterizedTest
    @CsvSource({
        "c180, reserved bits without an extension",
        "a180, reserved bits without an extension",
        "9180, reserved bits without an extension",
        "8380, a reserved opcode",
        "8780, a reserved opcode",
        "8b80, a reserved opcode",
        "8f80, a reserved opcode",
        "8100, expected masked frames",
        "0980, a control frame in fragments",
        "88fe, a control frame over 125 bytes",
        "89ff, a control frame over 125 bytes",
        "81fe007d00000000, a length not in its shortest form",
        "81ff000000000000ffff00000000, a length not in its shortest form",
        "81ff800000000000000000000000, a length with its highest bit set",
        "808000000000, a continuation of nothing",
        "008000000000, a continuation of nothing",
        "888100000000ff, a close code of one byte",
        "01810000000041818000000000, a message inside another",
    })
    void shouldRefuseAServersPeer(String wire, String detail) {
        byte[] bytes = HexFormat.of().parseHex(wire);
        for (boolean byteWise : new boolean[] {false, true}) {
            try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
                if (byteWise) {
                    server.receiveByteWise(bytes);
                } else {
                    server.receive(bytes);
                }
                server.receive(server.text("after"));
                assertThat(server.heard()).containsExactly("violation 1002 " + detail);
                assertThat(server.sent()).singleElement().asString().contains("03ea");
            }
        }
    }

    @Test
    void shouldRefuseAMaskedFrameAsAClient() {
        try (FramesRig client = new FramesRig(WebSocketRole.CLIENT)) {
            client.receive(FramesRig.frame(0x81, new byte[] {65}, true));
            assertThat(client.heard()).containsExactly("violation 1002 expected unmasked frames");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void shouldRefuseACloseCodeThatMustNotBeSent(int code) {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.receive(server.frame(0x88, close(code)));
            assertThat(server.heard())
                    .containsExactly("violation 1002 a close code that must not be sent");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999,
                4000, 4999
            })
    void shouldTakeACloseCodeThatMayBeSent(int code) {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.receive(server.frame(0x88, close(code)));
            assertThat(server.heard()).containsExactly("closing " + code, "gone");
            assertThat(server.sent())
                    .containsExactly("8802" + HexFormat.of().toHexDigits((short) code));
        }
    }

    @Test
    void shouldRefuseACloseReasonThatIsNotUtf8() {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.receive(server.frame(0x88, new byte[] {3, (byte) 0xe8, (byte) 0xce}));
            assertThat(server.heard()).containsExactly("violation 1007 text that is not UTF-8");
        }
    }

    @Test
    void shouldRefuseTextAtTheByteThatSpoilsIt() {
        byte[] text = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5f4908080656469746564");
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            byte[] wire = server.frame(0x81, text);
            int header = wire.length - text.length;
            for (int i = 0; i < header + 12; i++) {
                server.receive(new byte[] {wire[i]});
            }
            assertThat(server.heard()).isEmpty();
            server.receive(new byte[] {wire[header + 12]});
            assertThat(server.heard()).containsExactly("violation 1007 text that is not UTF-8");
        }
    }

    @Test
    void shouldRefuseTextThatEndsInsideACharacter() {
        byte[] half = {'a', (byte) 0xc3};
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.receive(server.frame(0x81, half));
            assertThat(server.heard()).containsExactly("violation 1007 text that is not UTF-8");
        }
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.receive(server.frame(0x01, half), server.frame(0x80, new byte[0]));
            assertThat(server.heard()).containsExactly("violation 1007 text that is not UTF-8");
        }
    }

    @Test
    void shouldNotLookForUtf8InBinary() {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.receive(server.frame(0x82, new byte[] {(byte) 0xff, (byte) 0xc3}));
            assertThat(server.heard()).containsExactly("binary ffc3");
        }
    }

    @Test
    void shouldRefuseALongMessageByItsHeaderAlone() {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER, 1000)) {
            server.receive(server.frame(0x82, new byte[1000]));
            assertThat(server.heard()).singleElement().asString().hasSize(7 + 2000);
            server.receive(HexFormat.of().parseHex("82fe03e9" + KEY));
            assertThat(server.heard())
                    .containsExactly("violation 1009 a message over the size limit");
        }
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER, 1000)) {
            server.receive(HexFormat.of().parseHex("82ff7fffffffffffffff" + KEY));
            assertThat(server.heard())
                    .containsExactly("violation 1009 a message over the size limit");
        }
    }

    @Test
    void shouldRefuseFragmentsThatAreTooLongTogether() {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER, 1000)) {
            server.receive(server.frame(0x02, new byte[600]), server.frame(0x00, new byte[400]));
            assertThat(server.heard()).isEmpty();
            server.receive(HexFormat.of().parseHex("0081" + KEY));
            assertThat(server.heard())
                    .containsExactly("violation 1009 a message over the size limit");
        }
    }

    @Test
    void shouldCloseAtOnceWhenTheAnswerToItsCloseIsNoFrame() {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            server.frames.close(1000, "");
            server.receive(HexFormat.of().parseHex("ffff"));
            assertThat(server.heard()).containsExactly("gone");
            assertThat(server.channel.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 64_000})
    void shouldHoldNoMoreThanArrivedWhateverAHeaderPromises(int promised) {
        try (FramesRig server = new FramesRig(WebSocketRole.SERVER)) {
            byte[] wire = server.frame(0x82, new byte[promised]);
            server.receive(Arrays.copyOf(wire, 20));
            assertThat(server.heldBytes()).isPositive().isLessThanOrEqualTo(1024);
            server.receive(Arrays.copyOfRange(wire, 20, wire.length));
            assertThat(server.heard()).hasSize(1);
            assertThat(server.heldBytes()).isLessThanOrEqualTo(1024);
        }
    }

    private static byte[] close(int code) {
        return new byte[] {(byte) (code >> 8), (byte) code};
    }
}
