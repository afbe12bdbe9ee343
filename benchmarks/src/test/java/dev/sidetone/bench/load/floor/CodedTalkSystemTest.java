/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedDecoder;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadRun;
import dev.sidetone.bench.load.LoadSpeech;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.TestRequests;
import dev.sidetone.bench.load.TurnCounts;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.TalkPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Twenty conversations with an agent that hears codewords and answers with them. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class CodedTalkSystemTest {

    private static final int CALLS = 20;
    private static final int WINDOW_S = 12;
    private static final int SILENT_FRAMES = 15;
    private static final int EARLIER = 2000;

    private static LoadReport run(IntUnaryOperator answers, Scenario scenario) throws Exception {
        return run(answers, scenario, WINDOW_S, null);
    }

    private static LoadReport run(
            IntUnaryOperator answers, Scenario scenario, int seconds, @Nullable URI providers)
            throws Exception {
        try (ThreadFloor server = new ThreadFloor(() -> new CodedAgent(answers))) {
            TalkPlan plan =
                    new TalkPlan(LoadSpeech.ofVoice(), true, scenario == Scenario.BARGE, 20, 5);
            return new LoadRun(
                            TestRequests.of(
                                    server.uri(), scenario, CALLS, seconds, null, providers),
                            CallerRole.talk(plan),
                            _ -> {})
                    .measure(null);
        }
    }

    @Test
    void shouldHearItsOwnWordsInEveryAnswer() throws Exception {
        LoadReport report = run(phrase -> phrase, Scenario.TALK);
        TurnCounts turns = report.turns();
        assertThat(report.end().calls().completed()).isEqualTo(CALLS);
        assertThat(turns.all()).isGreaterThanOrEqualTo(CALLS);
        assertThat(turns.answered()).isEqualTo(turns.all());
        // whatever the machine does, an answer cannot come before the silence it waits for
        assertThat(report.facts().figures().mrl().p50()).isGreaterThan(SILENT_FRAMES * 20 - 20);
        assertThat(report.succeeded()).isTrue();
    }

    @Test
    void shouldNoticeAnAnswerMeantForAnother() throws Exception {
        LoadReport report = run(phrase -> phrase % 8 == 0 ? phrase ^ 1 : phrase, Scenario.TALK);
        TurnCounts turns = report.turns();
        assertThat(turns.foreign()).isPositive().isLessThan(turns.all());
        assertThat(turns.answered()).isEqualTo(turns.all() - turns.foreign());
        assertThat(report.succeeded()).isFalse();
    }

    @Test
    void shouldInterruptAnswersAndMeasureWhenTheyStop() throws Exception {
        LoadReport report = run(phrase -> phrase, Scenario.BARGE);
        assertThat(report.facts().figures().bargeInStop().count()).isPositive();
        assertThat(report.turns().foreign()).isZero();
        assertThat(report.end().calls().completed()).isEqualTo(CALLS);
    }

    @Test
    void shouldNotExcuseTurnsByTheFaultsOfAnEarlierRun() throws Exception {
        HttpServer providers =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        providers.createContext("/stats", asked -> answer(asked, "{\"turns\":" + EARLIER + "}"));
        providers.createContext("/turns", asked -> answer(asked, earlierTurns()));
        providers.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + providers.getAddress().getPort());
            TurnCounts turns = run(phrase -> phrase, Scenario.TALK, 2, uri).turns();
            assertThat(turns.all()).isPositive();
            assertThat(turns.faulted()).isZero();
            assertThat(turns.answered()).isEqualTo(turns.all());
        } finally {
            providers.stop(0);
        }
    }

    /** Every phrase of this run was said before, and a provider failed at each. */
    private static String earlierTurns() {
        return IntStream.range(0, EARLIER)
                .mapToObj("{\"turn\":%1$d,\"phrase\":%1$d,\"faults\":[\"tts:reset\"]}%n"::formatted)
                .collect(Collectors.joining());
    }

    private static void answer(HttpExchange asked, String text) throws IOException {
        try (asked) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            asked.sendResponseHeaders(200, utf8.length);
            asked.getResponseBody().write(utf8);
        }
    }

    /** Answers after 300 ms of silence; clears when it is spoken into. */
    private static final class CodedAgent extends FloorAgent {

        private final IntUnaryOperator answers;
        private final CodedDecoder decoder = CodedSpeech.decoder((number, _) -> heard = number);
        private String streamSid = "";
        private int heard = -1;
        private int silent;
        private boolean answering;

        CodedAgent(IntUnaryOperator answers) {
            this.answers = answers;
        }

        @Override
        void onEvent(String event, JsonNode message) {
            switch (event) {
                case "start" -> streamSid = message.path("streamSid").asString("");
                case "media" ->
                        hear(
                                Base64.getDecoder()
                                        .decode(
                                                message.path("media")
                                                        .path("payload")
                                                        .asString("")));
                default -> {}
            }
        }

        private void hear(byte[] frame) {
            decoder.onMulaw(frame, 0, frame.length);
            boolean speech = WireAudio.LEVEL.firstAudible(frame, 0, frame.length) >= 0;
            silent = speech ? 0 : silent + 1;
            if (speech && answering) {
                answering = false;
                send("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
            }
            if (silent == SILENT_FRAMES && heard >= 0) {
                answering = true;
                // a tone right behind a codeword may read as its last tone played twice
                short[] behind = tone(8000, 400);
                CodedPhrase phrase = new CodedPhrase(answers.applyAsInt(heard));
                heard = -1;
                speak(streamSid, CodedSpeech.encode(phrase, behind));
            }
        }
    }
}
