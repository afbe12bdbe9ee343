/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.testing.Allocations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TwilioDialectTest {
    private final TwilioDialect dialect = new TwilioDialect();

    @Test
    void shouldTypeEveryMessageOfACall() {
        List<String> lines = GoldenWire.lines("call.jsonl");
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
    void shouldReadEveryValueOfTheDocumentedMessages() {
        List<String> lines = GoldenWire.lines("documented.jsonl");
        String stream = "MZ" + "0".repeat(32);
        assertThat(lines).hasSize(6);
        assertThat(decode(lines.get(0))).isEqualTo(new TwilioMessage.Connected());
        assertThat(decode(lines.get(1)))
                .isEqualTo(
                        new TwilioMessage.Start(
                                stream,
                                "CA" + "0".repeat(32),
                                "audio/x-mulaw",
                                8000,
                                Map.of("tenant", "t1")));
        TwilioMessage.Media media = (TwilioMessage.Media) decode(lines.get(2));
        assertThat(media.streamSid()).isEqualTo(stream);
        assertThat(media.timestampMs()).isEqualTo(5);
        byte[] counting = new byte[160];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = (byte) i;
        }
        assertThat(Arrays.copyOf(media.audio(), media.length())).isEqualTo(counting);
        assertThat(decode(lines.get(3))).isEqualTo(new TwilioMessage.Dtmf(stream, '1'));
        assertThat(decode(lines.get(4))).isEqualTo(new TwilioMessage.Mark(stream, "m1"));
        assertThat(decode(lines.get(5))).isEqualTo(new TwilioMessage.Stop(stream));
    }

    @Test
    void shouldTolerateAnyOrderNumbersAndUnknownKeys() {
        List<String> lines = GoldenWire.lines("odd-but-right.jsonl");
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
        assertThat(decode(lines.get(7))).isEqualTo(new TwilioMessage.Connected());
        assertThat(decode(lines.get(8)))
                .isEqualTo(new TwilioMessage.Start("MZ1", "CA1", "audio/x-mulaw", 8000, Map.of()));
        assertMedia(decode(lines.get(9)), 86_400_000);
        assertThat(decode(lines.get(10))).isEqualTo(new TwilioMessage.Stop("MZ1"));
        assertThat(lines).hasSize(11);
    }

    @Test
    void shouldCallMalformedWhatIsNotOfTheProtocol() {
        for (String line : GoldenWire.lines("malformed.jsonl")) {
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
        decode(GoldenWire.lines("call.jsonl").get(2));
        assertThat(decode("{\"event\":\"media\",\"streamSid\":\"MZ1\"}"))
                .isInstanceOf(TwilioMessage.Malformed.class);
    }

    @Test
    void shouldNotRepeatWhatWasSent() {
        TwilioMessage.Malformed malformed =
                (TwilioMessage.Malformed) decode("{\"secret words\": tru}");
        assertThat(malformed.detail()).doesNotContain("secret");
    }

    @Test
    void shouldReadTheNextMessageAfterOneThatIsCut() {
        String mark = GoldenWire.lines("call.jsonl").get(4);
        for (int length = 0; length < mark.length(); length++) {
            assertThat(fault(mark.substring(0, length))).isEqualTo(TwilioMessage.Fault.NOT_JSON);
            assertThat(decode(mark)).isEqualTo(new TwilioMessage.Mark("MZ1", "17"));
        }
        assertThat(fault("{\"event\":" + "[".repeat(16) + "]".repeat(16) + "}"))
                .as("nested too deep")
                .isEqualTo(TwilioMessage.Fault.NOT_JSON);
        assertThat(fault(mark + "tru")).isEqualTo(TwilioMessage.Fault.NOT_JSON);
        assertThat(decode(mark)).isEqualTo(new TwilioMessage.Mark("MZ1", "17"));
    }

    @Test
    void shouldAllocateNoMoreThanWhatAMarkTells() {
        byte[] mark = GoldenWire.lines("call.jsonl").get(4).getBytes(StandardCharsets.UTF_8);
        // the message and its three strings; a parser would be some 1500 bytes more
        assertThat(
                        Allocations.bytesPerRun(() -> {
                            if (!(dialect.decode(mark, 0, mark.length)
                                    instanceof TwilioMessage.Mark)) {
                                throw new AssertionError("no mark");
                            }
                        }))
                .isLessThan(300);
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
}
