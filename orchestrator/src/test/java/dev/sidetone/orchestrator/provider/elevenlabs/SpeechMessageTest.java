/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.Allocations;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SpeechMessageTest {
    private static final String AUDIO =
            """
            {"audio":"/w9/f38=","isFinal":null,
             "normalizedAlignment":{"chars":["x"],"charStartTimesMs":[9],"charDurationsMs":[9]},
             "alignment":{"chars":["H","i","\\u0020","\\"","\uD83D\uDE00"],
                          "charStartTimesMs":[0,80,160.5,170,200],"charDurationsMs":[80,80,10,30,1e1]}}
            """;

    private final SpeechMessage message = new SpeechMessage();

    @Test
    void shouldFindAudioAndItsCharacters() {
        assertThat(read(AUDIO)).isTrue();

        assertThat(AUDIO.substring(message.audioStart())).startsWith("/w9/f38=");
        assertThat(message.audioLength()).isEqualTo(8);
        assertThat(message.last()).isFalse();
        assertThat(message.isError()).isFalse();
        CharTimes times = message.times();
        assertThat(times.length()).isEqualTo(6);
        assertThat(times.charAt(0)).isEqualTo('H');
        assertThat(times.charAt(2)).isEqualTo(' ');
        assertThat(times.charAt(3)).isEqualTo('"');
        assertThat(times.startMs(2)).isEqualTo(160);
        assertThat(times.endMs(1)).isEqualTo(160);
        assertThat(times.startMs(5)).as("both halves of one character").isEqualTo(200);
    }

    @Test
    void shouldReadEscapedAudioAndNames() {
        assertThat(
                        read(
                                "{\"\\u0061udio\":\"\\/w9\\/f38\\u003D\",\"is\\u0046inal\":true,\"alignment\":{\"chars\":[\"\\/\"],"
                                        + "\"charStartTimesMs\":[0],\"charDurationsMs\":[1]}}"))
                .isTrue();

        assertThat(
                        message.audio()
                                .toString(
                                        message.audioStart(),
                                        message.audioLength(),
                                        StandardCharsets.US_ASCII))
                .isEqualTo("/w9/f38=");
        assertThat(message.last()).isTrue();
        assertThat(message.times().charAt(0)).isEqualTo('/');
    }

    @Test
    void shouldTakeTheOtherSpellingOfTheTimes() {
        read(
                "{\"audio\":\"\",\"alignment\":{\"charsStartTimesMs\":[5],\"charsDurationsMs\":[6],\"chars\":[\"a\"]}}");

        assertThat(message.times().length()).isEqualTo(1);
        assertThat(message.times().endMs(0)).isEqualTo(11);
    }

    @Test
    void shouldTakeTimesThatDoNotFitAsNone() {
        read(
                "{\"alignment\":{\"chars\":[\"a\",\"b\"],\"charStartTimesMs\":[5],\"charDurationsMs\":[6,7]}}");

        assertThat(message.times().length()).isZero();
    }

    @Test
    void shouldSeeTheEnd() {
        assertThat(read("{\"audio\":null,\"isFinal\":true,\"alignment\":null}")).isTrue();

        assertThat(message.audioLength()).isZero();
        assertThat(message.last()).isTrue();
    }

    @Test
    void shouldTellAFailureByItsCodeAlone() {
        read(
                "{\"message\":\"you said things\",\"error\":\"input_timeout_exceeded\",\"code\":1008}");

        assertThat(message.isError()).isTrue();
        assertThat(message.errorCode()).isEqualTo("input_timeout_exceeded");
        assertThat(message.errorKind()).isEqualTo(Kind.TIMED_OUT);
        read("{\"error\":\"You said things\",\"code\":1008}");
        assertThat(message.errorCode()).isEqualTo("an error");
        assertThat(message.errorKind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void shouldSkipWhatItDoesNotKnow() {
        assertThat(
                        read(
                                "{\"contextId\":\"\\\"}\",\"new\":{\"a\":[1,{\"b\":\"]\"}],\"c\":-1.5e3},\"isFinal\":true,\"x\":false}"))
                .isTrue();

        assertThat(message.last()).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoObject() {
        for (String wrong :
                new String[] {
                    "",
                    "[]",
                    "null",
                    "{",
                    "{\"audio\"",
                    "{\"audio\":",
                    "{\"audio\":\"abc",
                    "{\"a\":[1,",
                    "{\"audio\":\"AAAA\"} x",
                    "{\"audio\":\"AAAA\"}}",
                    "{\"audio\":\"AAAA\"}\0",
                    "{} {}"
                }) {
            assertThat(read(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void shouldEndForAnyBytes() {
        byte[] good = AUDIO.getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] bent = good.clone();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                bent[random.nextInt(bent.length)] =
                        (byte) "{}[]\":,\\0 x".charAt(random.nextInt(11));
            }
            ByteBuf text = Unpooled.wrappedBuffer(bent, 0, 1 + random.nextInt(bent.length));
            if (message.read(text)) {
                assertThat(message.audioStart() + message.audioLength())
                        .isLessThanOrEqualTo(message.audio().writerIndex());
            }
            for (int i = 0; i < message.times().length(); i++) {
                assertThat(message.times().endMs(i)).isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void shouldAllocateNothingForAudioAndItsCharacters() {
        ByteBuf text =
                Unpooled.copiedBuffer(
                        "{\"audio\":\"/w9/f38=\",\"isFinal\":null,\"alignment\":{\"chars\":[\"H\",\"i\",\" \",\"y\"],"
                                + "\"charStartTimesMs\":[0,80,160,170],\"charDurationsMs\":[80,80,10,30]}}",
                        StandardCharsets.UTF_8);
        // a string for each character would be some 200 bytes
        assertThat(
                        Allocations.bytesPerRun(() -> {
                            if (!message.read(text)) {
                                throw new AssertionError("not read");
                            }
                        }))
                .isLessThan(16);
        assertThat(message.times().length()).isEqualTo(4);
        assertThat(message.times().charAt(3)).isEqualTo('y');
    }

    private boolean read(String text) {
        return message.read(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
