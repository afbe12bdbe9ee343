/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.testing.Allocations;
import dev.sidetone.media.testing.SeededCases;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

@Tag("unit")
final class JsonMessagesTest {
    private static final String GOOD =
            "{\"a\":[1,-2.5e3,true,null],\"b\":{\"c\":\"x\\u00e4\\n\uD83D\uDE00\",\"d\":{}}}";
    private static final List<String> GOOD_TOKENS =
            List.of(
                    "PROPERTY_NAME a",
                    "START_ARRAY [",
                    "VALUE_NUMBER_INT 1",
                    "VALUE_NUMBER_FLOAT -2.5e3",
                    "VALUE_TRUE true",
                    "VALUE_NULL null",
                    "END_ARRAY ]",
                    "PROPERTY_NAME b",
                    "START_OBJECT {",
                    "PROPERTY_NAME c",
                    "VALUE_STRING x\u00e4\n\uD83D\uDE00",
                    "PROPERTY_NAME d",
                    "START_OBJECT {",
                    "END_OBJECT }",
                    "END_OBJECT }",
                    "END_OBJECT }");

    private static final JsonFactory JACKSON = new JsonFactory();

    private final JsonMessages messages = new JsonMessages();

    @Test
    void shouldReadOneMessageAfterTheOther() {
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
        assertThat(read(" \r\n\t{} \r\n\t")).containsExactly("END_OBJECT }");
        assertThat(read("{\"a\":\"" + "long".repeat(5000) + "\"}"))
                .containsExactly(
                        "PROPERTY_NAME a", "VALUE_STRING " + "long".repeat(5000), "END_OBJECT }");
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"{}\"",
                "[]",
                "[{}]",
                "}",
                "garbage",
                "{\"a\":1}}",
                "{\"a\":1},",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1} {",
                "{\"a\":1} x",
                "{\"a\":1}\"",
                "{\"a\":1}\"b",
                "{\"a\":1}12",
                "{\"a\":1}tru",
                "{\"a\":1]",
                "{\"a\":01}",
                "{\"a\":tru}",
                "{\"a\":'b'}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1}//",
                "{\"a\":NaN}"
            })
    void shouldRefuseWhatIsNotOneObjectAndReadTheNext(String bad) {
        assertThat(read(bad)).isNull();
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
        assertThat(read(bad)).isNull();
        assertThat(read(bad)).isNull();
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
    }

    @Test
    void shouldRefuseEveryMessageThatIsCut() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < good.length; length++) {
            assertThat(read(good, 0, length)).as("%d bytes", length).isNull();
            assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoUtf8() {
        byte[] bytes = "{\"a\":\"__\"}".getBytes(StandardCharsets.UTF_8);
        bytes[6] = (byte) 0xC3;
        assertThat(read(bytes, 0, bytes.length)).isNull();
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
    }

    @Test
    void shouldReadAPieceOfAnArrayAndNothingAroundIt() {
        byte[] around = ("}," + GOOD + ",{").getBytes(StandardCharsets.UTF_8);
        assertThat(read(around, 2, around.length - 4)).isEqualTo(GOOD_TOKENS);
        assertThat(read(around, 2, around.length - 3)).isNull();
    }

    @Test
    void shouldAgreeWithAParserOfItsOwnForEachMessage() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        String marks = "{}[]\":,\\ 1-.etx\u007f";
        SeededCases.forEach(
                5000,
                random -> {
                    byte[] bent = good.clone();
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        bent[random.nextInt(bent.length)] =
                                (byte) marks.charAt(random.nextInt(marks.length()));
                    }
                    int length = bent.length - random.nextInt(3);
                    assertThat(read(bent, 0, length))
                            .as(new String(bent, 0, length, StandardCharsets.UTF_8))
                            .isEqualTo(byJackson(bent, length));
                });
    }

    @Test
    void shouldRefuseWhatIsNestedDeeperThanAllowed() {
        JsonMessages shallow = new JsonMessages(3);
        assertThat(skip(shallow, "{\"a\":[[1]]}")).isTrue();
        assertThat(skip(shallow, "{\"a\":[[[1]]]}")).isFalse();
        assertThat(skip(shallow, "{\"a\":[[1]]}")).isTrue();
        assertThat(skip(messages, "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}")).isTrue();
        assertThat(skip(messages, "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}")).isFalse();
    }

    @Test
    void shouldRefuseAMessageThatIsNotReadToItsEnd() {
        assertThat(messages.read(bytes(GOOD), 0, bytes(GOOD).length, json -> {})).isFalse();
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
    }

    @Test
    void shouldReadAMessageWithinAMessage() {
        List<List<String>> inner = new ArrayList<>();
        byte[] outer = bytes("{\"a\":{\"b\":1}}");
        for (int i = 0; i < 2; i++) {
            assertThat(
                            messages.read(
                                    outer,
                                    0,
                                    outer.length,
                                    json -> {
                                        json.nextToken();
                                        inner.add(Objects.requireNonNull(read(GOOD)));
                                        assertThat(json.currentName()).isEqualTo("a");
                                        json.nextToken();
                                        json.skipChildren();
                                        json.nextToken();
                                    }))
                    .isTrue();
        }
        assertThat(inner).containsExactly(GOOD_TOKENS, GOOD_TOKENS);
    }

    @Test
    void shouldReadTheNextMessageWhenAReaderFailed() {
        assertThatThrownBy(() ->
                        messages.read(
                                bytes(GOOD),
                                0,
                                bytes(GOOD).length,
                                json -> {
                                    json.nextToken();
                                    throw new IllegalStateException("of the reader");
                                }))
                .hasMessage("of the reader");
        assertThat(read(GOOD)).isEqualTo(GOOD_TOKENS);
    }

    /** Of which a parser does not live to see more than a mebibyte. */
    @Test
    void shouldReadNamesThatNeverComeAgain() {
        for (int i = 0; i < 100_000; i++) {
            String name = "a-name-that-comes-but-once-" + i;
            assertThat(read("{\"" + name + "\":1}")).hasSize(3).contains("PROPERTY_NAME " + name);
        }
    }

    @Test
    void shouldAllocateNothingForWhatIsSkipped() {
        byte[] message =
                bytes(
                        "{\"id\":\"chatcmpl-1\",\"created\":1,\"choices\":[{\"index\":0,\"delta\":"
                                + "{\"content\":\"Hello\"},\"logprobs\":null,\"x\":[1,2.5,{}]}]}");
        JsonMessages.Shape all = JsonMessagesTest::skipAll;
        // a parser for each would be some 1500 bytes
        assertThat(
                        Allocations.bytesPerRun(() -> {
                            if (!messages.read(message, 0, message.length, all)) {
                                throw new AssertionError("not read");
                            }
                        }))
                .isLessThan(16);
    }

    private static boolean skip(JsonMessages messages, String text) {
        return messages.read(bytes(text), 0, bytes(text).length, JsonMessagesTest::skipAll);
    }

    private static void skipAll(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            json.nextToken();
            json.skipChildren();
        }
    }

    private @Nullable List<String> read(String text) {
        byte[] bytes = bytes(text);
        return read(bytes, 0, bytes.length);
    }

    private @Nullable List<String> read(byte[] bytes, int offset, int length) {
        List<String> tokens = new ArrayList<>();
        return messages.read(bytes, offset, length, json -> tokens(json, tokens)) ? tokens : null;
    }

    private static @Nullable List<String> byJackson(byte[] bytes, int length) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser json = JACKSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            tokens(json, tokens);
            return json.nextToken() == null ? tokens : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** All up to the end of the object whose start was read. */
    private static void tokens(JsonParser json, List<String> tokens) {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            tokens.add(token + " " + json.getString());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
