/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.inbox.InboxSlot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TwilioDialectTest {
    private final TwilioDialect dialect = new TwilioDialect();

    @Test
    void shouldTypeEveryMessageOfACall() {
        List<String> lines = lines("call.jsonl");
        assertThat(decode(lines.get(0))).isEqualTo(new TwilioMessage.Connected());
        assertThat(decode(lines.get(1)))
                .isEqualTo(
                        new TwilioMessage.Start(
                                "MZ1",
                                "CA1",
                                "audio/x-mulaw",
                                8000,
                                Map.of("agent", "echo", "token", "t")));
        assertMedia(decode(lines.get(2)), 5);
        assertThat(decode(lines.get(3))).isEqualTo(new TwilioMessage.Dtmf("MZ1", '1'));
        assertThat(decode(lines.get(4))).isEqualTo(new TwilioMessage.Mark("MZ1", "17"));
        assertThat(decode(lines.get(5))).isEqualTo(new TwilioMessage.Stop("MZ1"));
    }

    @Test
    void shouldTolerateAnyOrderNumbersAndUnknownKeys() {
        List<String> lines = lines("odd-but-right.jsonl");
        assertThat(decode(lines.get(0)))
                .isEqualTo(
                        new TwilioMessage.Start(
                                "MZ1", "CA1", "audio/x-mulaw", 8000, Map.of("n", "7")));
        assertMedia(decode(lines.get(1)), 5);
        assertMedia(decode(lines.get(2)), InboxSlot.MEDIA_MS_UNKNOWN);
        assertThat(decode(lines.get(3))).isEqualTo(new TwilioMessage.Dtmf("MZ1", '5'));
        assertThat(decode(lines.get(4))).isEqualTo(new TwilioMessage.Mark("MZ1", "17"));
        assertThat(decode(lines.get(5))).isEqualTo(new TwilioMessage.Unknown());
        assertThat(decode(lines.get(6))).isEqualTo(new TwilioMessage.Unknown());
    }

    @Test
    void shouldCallMalformedWhatIsNotOfTheProtocol() {
        for (String line : lines("malformed.jsonl")) {
            assertThat(decode(line)).as(line).isInstanceOf(TwilioMessage.Malformed.class);
        }
    }

    @Test
    void shouldNameTheFault() {
        assertThat(fault("hello")).isEqualTo(TwilioMessage.Fault.NOT_JSON);
        assertThat(fault("{\"event\":\"stop\"}")).isEqualTo(TwilioMessage.Fault.FIELD);
        assertThat(
                        fault(
                                "{\"event\":\"media\",\"streamSid\":\"M\",\"media\":{\"payload\":\"%%%\"}}"))
                .isEqualTo(TwilioMessage.Fault.BASE64);
    }

    @Test
    void shouldForgetTheMessageBefore() {
        decode(lines("call.jsonl").get(2));
        assertThat(decode("{\"event\":\"media\",\"streamSid\":\"MZ1\"}"))
                .isInstanceOf(TwilioMessage.Malformed.class);
    }

    @Test
    void shouldNotRepeatWhatWasSent() {
        TwilioMessage.Malformed malformed =
                (TwilioMessage.Malformed) decode("{\"secret words\": tru}");
        assertThat(malformed.detail()).doesNotContain("secret");
    }

    private TwilioMessage.Fault fault(String json) {
        return ((TwilioMessage.Malformed) decode(json)).fault();
    }

    private static void assertMedia(TwilioMessage message, long timestampMs) {
        TwilioMessage.Media media = (TwilioMessage.Media) message;
        assertThat(media.streamSid()).isEqualTo("MZ1");
        assertThat(media.timestampMs()).isEqualTo(timestampMs);
        assertThat(Arrays.copyOf(media.audio(), media.length())).containsExactly(0, 1, 2, 3, 4);
    }

    private TwilioMessage decode(String json) {
        byte[] padded = ("xx" + json).getBytes(StandardCharsets.UTF_8);
        return dialect.decode(padded, 2, padded.length - 2);
    }

    private static List<String> lines(String name) {
        try (InputStream file =
                Objects.requireNonNull(
                        TwilioDialectTest.class.getResourceAsStream("/twilio/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
