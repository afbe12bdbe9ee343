/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.inbox.InboxSlot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class MediaScanTest {
    private static final StreamSid STREAM = new StreamSid("MZ1");
    private static final String TWILIO = GoldenWire.lines("call.jsonl").get(2);

    private final PayloadDecoder payloads = new PayloadDecoder();
    private final MediaScan scan = new MediaScan(payloads);
    private final TwilioDialect general = new TwilioDialect();
    private final TwilioDialect both = new TwilioDialect();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // as Twilio writes it, as our callers do, and any other order
                "{'event':'media','sequenceNumber':'2','media':{'track':'inbound','chunk':'1','timestamp':'5','payload':'AAECAwQ='},'streamSid':'MZ1'}",
                "{'event':'media','media':{'track':'inbound','timestamp':'5','payload':'AAECAwQ='},'streamSid':'MZ1'}",
                "{'event':'media','streamSid':'MZ1','media':{'timestamp':'5','payload':'AAECAwQ='}}",
                "{'streamSid':'MZ1','media':{'payload':'AAECAwQ=','timestamp':5,'chunk':1,'track':'inbound'},'sequenceNumber':2,'event':'media'}",
                "{'media':{'payload':'AAECAwQ','timestamp':'5'},'sequenceNumber':'0002','streamSid':'MZ1','event':'media'}",
            })
    void shouldTakeTheShapeInAnyOrder(String message) {
        assertThat(takes(message)).isTrue();
        assertThat(scan.timestampMs(-1)).isEqualTo(5);
        assertThat(Arrays.copyOf(payloads.audio(), scan.audioLength()))
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void shouldTakeAFrameWithoutATimestamp() {
        assertThat(takes("{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC'}}"))
                .isTrue();
        assertThat(scan.timestampMs(InboxSlot.MEDIA_MS_UNKNOWN))
                .isEqualTo(InboxSlot.MEDIA_MS_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'event':'media','streamSid':'MZ2','media':{'payload':'AAEC'}}",
                "{'event':'media','streamSid':'MZ12','media':{'payload':'AAEC'}}",
                "{'event':'media','streamSid':'MZ','media':{'payload':'AAEC'}}",
                "{'event':'mark','streamSid':'MZ1','media':{'payload':'AAEC'}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':''}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'A%EC'}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AA\\u0045C'}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':42}}",
                "{'event':'media','streamSid':'MZ1','media':{'track':'outbound','payload':'AAEC'}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC','timestamp':05}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC','timestamp':''}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC','timestamp':-5}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC','timestamp':'1234567890123456'}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC','payload':'AAEC'}}",
                "{'event':'media','event':'media','streamSid':'MZ1','media':{'payload':'AAEC'}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC'},'more':1}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC'},}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC',}}",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC'}} ",
                "{'event':'media','streamSid':'MZ1','media':{'payload':'AAEC'}}}",
                "{'event': 'media','streamSid':'MZ1','media':{'payload':'AAEC'}}",
                "{'event':'media','streamSid':'MZ1'}",
                "{'event':'media','streamSid':'MZ1','media':{'track':'inbound'}}",
                "{'streamSid':'MZ1','media':{'payload':'AAEC'}}",
            })
    void shouldLeaveTheRestToTheGeneralReader(String message) {
        assertThat(takes(message)).isFalse();
    }

    @Test
    void shouldTakeNothingThatIsCutShort() {
        byte[] whole = TWILIO.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(scan.matches(whole, 0, length, STREAM.wire())).as("%d", length).isFalse();
            // nor looks past the end of its message, whatever lies there
            assertThat(scan.matches(Arrays.copyOf(whole, length), 0, length, STREAM.wire()))
                    .isFalse();
        }
        assertThat(scan.matches(whole, 0, whole.length, STREAM.wire())).isTrue();
    }

    @Test
    void shouldSayWhatTheGeneralReaderSaysHoweverAMessageIsSpoiled() {
        Random random = new Random(8000);
        List<String> seeds = new ArrayList<>(GoldenWire.lines("odd-but-right.jsonl"));
        seeds.addAll(GoldenWire.lines("malformed.jsonl"));
        seeds.add(TWILIO);
        for (int i = 0; i < 20; i++) {
            seeds.add(someFrame(random));
        }
        int taken = 0;
        int rounds = 200_000;
        for (int round = 0; round < rounds; round++) {
            byte[] text = spoiled(seeds.get(random.nextInt(seeds.size())), random);
            boolean mine = scan.matches(text, 0, text.length, STREAM.wire());
            String expected = described(general.decode(text, 0, text.length));
            assertThat(described(both.decode(text, 0, text.length, STREAM)))
                    .as(() -> new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected);
            if (mine) {
                assertThat(expected).startsWith("media MZ1 ");
                taken++;
            }
        }
        assertThat(taken).as("messages that the scan took").isBetween(rounds / 20, rounds / 2);
    }

    private static String someFrame(Random random) {
        List<String> media =
                new ArrayList<>(
                        List.of(
                                "'track':'inbound'",
                                "'chunk':'" + random.nextInt(100_000) + "'",
                                "'timestamp':'" + random.nextInt(1_000_000) + "'",
                                "'payload':'" + base64(random) + "'"));
        Collections.shuffle(media, random);
        List<String> top =
                new ArrayList<>(
                        List.of(
                                "'event':'media'",
                                "'sequenceNumber':'" + random.nextInt(100_000) + "'",
                                "'streamSid':'MZ1'",
                                "'media':{" + String.join(",", media) + "}"));
        Collections.shuffle(top, random);
        return ("{" + String.join(",", top) + "}").replace('\'', '"');
    }

    private static String base64(Random random) {
        byte[] audio = new byte[random.nextBoolean() ? 160 : 1 + random.nextInt(200)];
        random.nextBytes(audio);
        return Base64.getEncoder().encodeToString(audio);
    }

    /** Up to three edits, each at a place that matters as often as anywhere. */
    private static byte[] spoiled(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, to);
                case 2 -> text.replace(at, to, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
                default -> {
                    int digit = text.indexOf("\":\"", at);
                    if (digit >= 0) {
                        text.insert(digit + 3, (char) ('0' + random.nextInt(10)));
                    }
                }
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static final String[] PIECES = {
        " ",
        "\n",
        ",",
        "\"",
        "{",
        "}",
        ":",
        "\\",
        "\\u0041",
        "0",
        "-1",
        "1e3",
        "null",
        "é",
        "\0",
        "\"event\":\"media\"",
        "\"event\":\"stop\",",
        "\"payload\":\"AAEC\",",
        "\"track\":\"outbound\",",
        "\"streamSid\":\"MZ2\",",
        "\"timestamp\":7,",
        "\"timestamp\":{},",
        "\"x\":[1,{}],",
        "=",
        "AAAA"
    };

    private static String described(TwilioMessage message) {
        return message instanceof TwilioMessage.Media media
                ? "media "
                        + media.streamSid()
                        + " "
                        + media.timestampMs()
                        + " "
                        + Arrays.toString(Arrays.copyOf(media.audio(), media.length()))
                : message.toString();
    }

    private boolean takes(String message) {
        byte[] text = ("xx" + message.replace('\'', '"') + "x").getBytes(StandardCharsets.UTF_8);
        return scan.matches(text, 2, text.length - 3, STREAM.wire());
    }
}
