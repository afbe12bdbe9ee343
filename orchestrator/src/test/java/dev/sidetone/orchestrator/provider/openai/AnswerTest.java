/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the streams of the vendor's own documentation, and what other servers make of them. */
@Tag("unit")
final class AnswerTest {
    private static final String USAGE =
            chunk(
                    "\"choices\":[],\"usage\":{\"prompt_tokens\":82,\"completion_tokens\":17,\"total_tokens\":99,"
                            + "\"prompt_tokens_details\":{\"cached_tokens\":64},"
                            + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}");
    private static final JsonMessages MESSAGES = new JsonMessages();
    private static final String DONE = "data: [DONE]\n\n";

    private static final String WORDS =
            chunk(
                            "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]")
                    + delta("\"content\":\"Hello\"")
                    + delta("\"content\":\", caller.\"")
                    + finish("stop")
                    + USAGE
                    + DONE;

    private static final String TOOL =
            delta(
                            "\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]")
                    + delta(
                            "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]")
                    + delta(
                            "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]")
                    + finish("tool_calls")
                    + USAGE
                    + DONE;

    private static final int MAX_CHARS = 4000;

    private final AnswerLog log = new AnswerLog();
    private final Answer answer = new Answer(log, MAX_CHARS, MESSAGES);

    @Test
    void shouldTellWordsThatCameTogetherTogether() {
        read(WORDS);

        assertThat(log.events)
                .containsExactly(
                        "text Hello, caller.", "finished null", "usage 82/64/17/3", "drained");
    }

    @Test
    void shouldTellTheSameHoweverTheStreamIsCut() {
        byte[] stream = (": ping\n\n" + WORDS).getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            AnswerLog cutLog = new AnswerLog();
            Answer cut = new Answer(cutLog, MAX_CHARS, MESSAGES);
            cut.onHead(head(200));
            for (int from = 0; from < stream.length; ) {
                int length = Math.min(stream.length - from, 1 + random.nextInt(40));
                cut.onBody(Unpooled.wrappedBuffer(stream, from, length));
                from += length;
            }
            cut.onEnd();
            assertThat(cutLog.words()).as("seed %d", seed).isEqualTo("Hello, caller.");
            assertThat(cutLog.events)
                    .containsSubsequence("finished null", "usage 82/64/17/3", "drained");
        }
    }

    @Test
    void shouldTellToolsWhenTheStreamHasEnded() {
        answer.onHead(head(200));
        body(TOOL.substring(0, TOOL.indexOf(DONE)));
        assertThat(log.events).containsExactly("piece", "piece", "piece", "usage 82/64/17/3");

        body(DONE);
        assertThat(log.events.getLast())
                .isEqualTo("wishes [call_a get_weather {\"city\":\"Paris\"}]");
    }

    @Test
    void shouldTellToolsWhateverTheServerSaysWhyItStopped() {
        read(
                delta("\"tool_calls\":[{\"function\":{\"name\":\"a\",\"arguments\":{\"x\":[1]}}}]")
                        + finish("stop")
                        + DONE);

        assertThat(log.events).contains("wishes [call-1 a {\"x\":[1]}]");
    }

    @Test
    void shouldTellWordsBeforeTools() {
        read(
                delta("\"content\":\"One moment.\"")
                        + delta(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"i\",\"function\":{\"name\":\"a\"}}]")
                        + finish("tool_calls")
                        + DONE);

        assertThat(log.events).containsSubsequence("text One moment.", "wishes [i a {}]");
    }

    @Test
    void shouldTakeAnEndingOfTheCallAsWhatFollowsTheWords() {
        read(
                delta("\"content\":\"Bye.\"")
                        + delta(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"i\",\"function\":{\"name\":\"end_call\",\"arguments\":\"{}\"}}]")
                        + finish("tool_calls")
                        + DONE);

        assertThat(log.events).containsSubsequence("text Bye.", "finished END_CALL");
    }

    @Test
    void shouldRunToolsFirstWhenTheModelAlsoEndsTheCall() {
        read(
                delta(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"e\",\"function\":{\"name\":\"hand_over_to_person\"}},"
                                        + "{\"index\":1,\"id\":\"i\",\"function\":{\"name\":\"a\"}}]")
                        + finish("tool_calls")
                        + DONE);

        assertThat(log.events).contains("wishes [i a {}]");
    }

    @Test
    void shouldEndTheCallOnceWhenTheModelAsksForItTwice() {
        read(
                delta("\"content\":\"Bye.\"")
                        + delta(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"e\",\"function\":{\"name\":\"end_call\"}},"
                                        + "{\"index\":1,\"id\":\"f\",\"function\":{\"name\":\"end_call\"}}]")
                        + finish("tool_calls")
                        + DONE);

        assertThat(log.events)
                .containsExactly("piece", "piece", "text Bye.", "finished END_CALL", "drained");
    }

    @Test
    void shouldSayNothingBehindTheSentenceThatPassesTheLimit() {
        AnswerLog cutLog = new AnswerLog();
        Answer cut = new Answer(cutLog, 20, MESSAGES);
        cut.onHead(head(200));
        cut.onBody(
                Unpooled.copiedBuffer(
                        delta("\"content\":\"This one is long enough\"")
                                + delta("\"content\":\". And not this.\"")
                                + finish("stop")
                                + USAGE
                                + DONE,
                        StandardCharsets.UTF_8));
        cut.onEnd();

        assertThat(cutLog.events)
                .containsExactly("text This one is long enough.", "too long", "drained");
    }

    @Test
    void shouldFailForAToolWithoutEnd() {
        answer.onHead(head(200));
        String piece = "x".repeat(1000);
        for (int i = 0; i < 70; i++) {
            body(
                    delta(
                            "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"a\",\"arguments\":\""
                                    + piece
                                    + "\"}}]"));
        }

        assertThat(log.events.getLast()).isEqualTo("failed MALFORMED last after 0");
    }

    @Test
    void shouldFailWhenTheStreamIsCutInMidAnswer() {
        answer.onHead(head(200));
        body(delta("\"content\":\"Half an\""));
        answer.onEnd();

        assertThat(log.events).containsExactly("text Half an", "failed UNREACHABLE again after 0");
        assertThat(log.cuts).isEqualTo(1);
    }

    @Test
    void shouldTakeACutBehindTheLastWordAsTheEnd() {
        answer.onHead(head(200));
        body(delta("\"content\":\"All of it.\"") + finish("length"));
        answer.onFailed(new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "openai", "gone"));

        assertThat(log.events).containsExactly("text All of it.", "finished null", "drained");
    }

    @Test
    void shouldFailWhenNothingWasSaid() {
        read(finish("stop") + DONE);

        assertThat(log.events).contains("failed MALFORMED again after 0");
    }

    @Test
    void shouldLetTheModelSayNothingBehindATool() {
        log.maySayNothing = true;
        read(finish("stop") + DONE);

        assertThat(log.events).contains("finished null");
    }

    @Test
    void shouldFailForGarbage() {
        read("data: {\"choices\":\n\n" + WORDS);

        assertThat(log.events).containsExactly("failed MALFORMED last after 0", "drained");
    }

    @Test
    void shouldFailForAnErrorInTheStream() {
        read(
                "data: {\"error\":{\"message\":\"secret\",\"type\":\"server_error\",\"code\":null}}\n\n");

        assertThat(log.events.getFirst()).isEqualTo("failed BROKEN again after 0");
        assertThat(log.detail).contains("server_error").doesNotContain("secret");
    }

    @Test
    void shouldFailForAnAnswerThatIsNoStream() {
        HttpResponse head = head(200);
        head.headers().set("Content-Type", "application/json");
        answer.onHead(head);

        assertThat(log.events).containsExactly("failed MALFORMED last after 0");
    }

    @Test
    void shouldJudgeEachStatus() {
        assertStatus(400, "", "REJECTED last");
        assertStatus(401, "invalid_api_key", "REJECTED last");
        assertStatus(403, "", "REJECTED last");
        assertStatus(404, "model_not_found", "REJECTED last");
        assertStatus(408, "", "TIMED_OUT again");
        assertStatus(409, "", "BROKEN again");
        assertStatus(429, "rate_limit_exceeded", "OVERLOADED again");
        assertStatus(429, "insufficient_quota", "REJECTED last");
        assertStatus(500, "", "BROKEN again");
        assertStatus(503, "", "OVERLOADED again");
        assertStatus(302, "", "MALFORMED last");
    }

    @Test
    void shouldTellHowLongTheServerAsksToWait() {
        assertThat(waitAfter("retry-after-ms", "250")).endsWith("after 250");
        assertThat(waitAfter("retry-after", "0.5")).endsWith("after 500");
        assertThat(waitAfter("retry-after", "20")).endsWith("after 20000");
        assertThat(waitAfter("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"))
                .endsWith("after " + Integer.MAX_VALUE);
    }

    private static void assertStatus(int status, String code, String expected) {
        AnswerLog log = new AnswerLog();
        Answer answer = new Answer(log, MAX_CHARS, MESSAGES);
        answer.onHead(head(status));
        answer.onBody(
                Unpooled.copiedBuffer(
                        "{\"error\":{\"message\":\"quotes the caller\",\"code\":\"" + code + "\"}}",
                        StandardCharsets.UTF_8));
        answer.onEnd();
        assertThat(log.events)
                .as("status %d", status)
                .containsExactly("failed " + expected + " after 0");
        assertThat(log.detail).contains("" + status, code).doesNotContain("quotes");
    }

    private static String waitAfter(String header, String value) {
        AnswerLog log = new AnswerLog();
        Answer answer = new Answer(log, MAX_CHARS, MESSAGES);
        HttpResponse head = head(429);
        head.headers().set(header, value);
        answer.onHead(head);
        answer.onEnd();
        return log.events.getLast();
    }

    private void read(String stream) {
        answer.onHead(head(200));
        body(stream);
        answer.onEnd();
    }

    @Test
    void shouldTellAFaultOfOursEvenWhereTheAnswerWasSettled() {
        ProviderFailure ours = new ProviderFailure(ProviderFailure.Kind.INTERNAL, "openai", "ours");
        answer.onHead(head(200));
        body(delta("\"content\":\"Hello\"") + finish("stop"));
        answer.onFailed(ours);
        assertThat(log.events).containsExactly("text Hello", "finished null", "fault");

        AnswerLog toolLog = new AnswerLog();
        Answer tool = new Answer(toolLog, MAX_CHARS, MESSAGES);
        tool.onHead(head(200));
        tool.onBody(
                Unpooled.copiedBuffer(
                        TOOL.substring(0, TOOL.indexOf(DONE)), StandardCharsets.UTF_8));
        tool.onFailed(ours);
        assertThat(toolLog.events).endsWith("fault").noneMatch(event -> event.startsWith("wishes"));
    }

    private void body(String text) {
        answer.onBody(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private static HttpResponse head(int status) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        head.headers()
                .set(
                        "Content-Type",
                        status == 200 ? "text/event-stream; charset=utf-8" : "application/json");
        return head;
    }

    private static String chunk(String fields) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
                + fields
                + "}\n\n";
    }

    private static String delta(String fields) {
        return chunk(
                "\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":null}]");
    }

    private static String finish(String reason) {
        return chunk(
                "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]");
    }
}
