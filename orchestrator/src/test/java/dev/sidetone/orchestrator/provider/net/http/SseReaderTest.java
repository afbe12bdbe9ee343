/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SseReaderTest {
    private static final int LIMIT = 4096;

    /** All the format allows, in one body; {@code \n} stands for whatever ends a line. */
    private static final String BODY =
            """
            \uFEFFdata: first

            : a comment

            event: named
            data:no space
            id: 7
            retry: 10
            unknown: x

            data: two
            data:  lines, one space kept

            data

            data:
            data:

            event: without data

            data: ünïcödé \uD83D\uDE00 done


            :
            data: [DONE]

            data: cut by the end\
            """;

    private static final List<String> EVENTS =
            List.of(
                    "|first",
                    "named|no space",
                    "|two\n lines, one space kept",
                    "|",
                    "|\n",
                    "|ünïcödé \uD83D\uDE00 done",
                    "|[DONE]");

    @Test
    void shouldReadEveryKindOfLineEnd() {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            assertThat(read(bytes(BODY.replace("\n", lineEnd)), List.of()))
                    .as("lines end in %s", lineEnd.replace("\r", "CR").replace("\n", "LF"))
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void shouldReadTheSameWhereverOneCutLies() {
        byte[] body = bytes(BODY.replace("\n", "\r\n"));
        for (int cut = 0; cut <= body.length; cut++) {
            assertThat(read(body, List.of(cut))).as("cut at %d", cut).isEqualTo(EVENTS);
        }
    }

    @Test
    void shouldReadTheSameHoweverItIsCut() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder mixed = new StringBuilder();
            for (int at = 0; at < BODY.length(); at++) {
                mixed.append(
                        BODY.charAt(at) == '\n'
                                ? List.of("\n", "\r\n", "\r").get(random.nextInt(3))
                                : BODY.charAt(at));
            }
            byte[] body = bytes(mixed.toString());
            List<Integer> cuts = new ArrayList<>();
            for (int at = 0; at < body.length; at += 1 + random.nextInt(9)) {
                cuts.add(at);
            }
            assertThat(read(body, cuts)).as("seed %d", seed).isEqualTo(expected(body));
        }
    }

    @Test
    void shouldGiveOutNothingForGarbageAndNotFail() {
        for (int seed = 0; seed < 200; seed++) {
            byte[] garbage = new byte[2000];
            new Random(seed).nextBytes(garbage);
            assertThat(read(garbage, List.of(1000))).allMatch(event -> event.contains("|"));
        }
    }

    @Test
    void shouldStopAtALineThatIsTooLong() {
        List<String> events = new ArrayList<>();
        SseReader reader = reader(16, events);

        assertThat(take(reader, "data: fits\n\n")).isTrue();
        assertThat(take(reader, "data: does not fit")).isFalse();
        assertThat(take(reader, "\n\ndata: later\n\n")).isFalse();

        assertThat(events).containsExactly("|fits");
    }

    @Test
    void shouldStopAtAnEventThatIsTooLongInShortLines() {
        List<String> events = new ArrayList<>();
        SseReader reader = reader(16, events);

        assertThat(take(reader, "data: 123456\ndata: 123456\n")).isTrue();
        assertThat(take(reader, "data: 123456\n\n")).isFalse();

        assertThat(events).isEmpty();
    }

    @Test
    void shouldGiveOutNothingMoreOnceStopped() {
        List<String> events = new ArrayList<>();
        SseReader[] own = new SseReader[1];
        own[0] =
                new SseReader(
                        LIMIT,
                        (name, data, length) -> {
                            events.add(new String(data, 0, length, StandardCharsets.UTF_8));
                            own[0].stop();
                        });

        take(own[0], "data: one\n\ndata: two\n\n");

        assertThat(events).containsExactly("one");
    }

    /** The plain reading of the format, whole and at once: what the incremental one must equal. */
    private static List<String> expected(byte[] body) {
        List<String> events = new ArrayList<>();
        String name = "";
        List<String> data = new ArrayList<>();
        String text = new String(body, StandardCharsets.UTF_8).substring(1);
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(name + "|" + String.join("\n", data));
                }
                name = "";
                data.clear();
            } else if (field.equals("data")) {
                data.add(value);
            } else if (field.equals("event")) {
                name = value;
            }
        }
        return events;
    }

    private static List<String> read(byte[] body, List<Integer> cuts) {
        List<String> events = new ArrayList<>();
        SseReader reader = reader(LIMIT, events);
        int from = 0;
        for (int cut : cuts) {
            take(reader, body, from, cut);
            from = cut;
        }
        take(reader, body, from, body.length);
        return events;
    }

    private static SseReader reader(int limit, List<String> events) {
        return new SseReader(
                limit,
                (name, data, length) ->
                        events.add(
                                name + "|" + new String(data, 0, length, StandardCharsets.UTF_8)));
    }

    private static boolean take(SseReader reader, String text) {
        byte[] bytes = bytes(text);
        return take(reader, bytes, 0, bytes.length);
    }

    private static boolean take(SseReader reader, byte[] body, int from, int to) {
        ByteBuf piece = Unpooled.wrappedBuffer(body, from, to - from);
        return reader.read(piece);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
