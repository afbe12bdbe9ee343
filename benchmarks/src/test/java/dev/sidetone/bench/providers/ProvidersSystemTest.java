/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidetone.bench.coded.CodedPhrase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Many conversations at once, each answered with its own words. */
@Tag("system")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class ProvidersSystemTest {

    private static final int EACH = 200;
    private static final List<String> DELAYS =
            List.of("stt=20,60", "llm=30,80", "llm-token=2,5", "tts=20,50");

    private final List<CodedPhrase> phrases = new ArrayList<>();

    ProvidersSystemTest() {
        for (int i = 0; i < EACH; i++) {
            phrases.add(new CodedPhrase(i * 5003 + 17));
        }
    }

    @Test
    void shouldAnswerHundredsAtOnceEachWithItsOwnWordsAndReportItsDelays() throws Exception {
        DelayPlan delays = DelayPlan.parse(DELAYS, 6);
        ProvidersConfig config = new ProvidersConfig(0, delays, FaultPlan.none(), null);
        CyclicBarrier allOpen = new CyclicBarrier(EACH + 1);
        List<Future<?>> conversations = new ArrayList<>();
        try (ScriptedVendors vendors = new ScriptedVendors(config);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (CodedPhrase phrase : phrases) {
                byte[] audio = vendors.spoken(phrase);
                conversations.add(
                        threads.submit(() -> {
                            converse(vendors, phrase, audio, allOpen);
                            return phrase;
                        }));
            }
            allOpen.await(60, TimeUnit.SECONDS);
            for (Future<?> conversation : conversations) {
                conversation.get(120, TimeUnit.SECONDS);
            }
            JsonNode connections = ScriptedVendors.json(vendors.get("/stats")).path("connections");
            assertThat(connections.path("stt").path("opened").asInt()).isEqualTo(EACH);
            assertThat(connections.path("llm").path("opened").asInt()).isEqualTo(EACH);
            assertThat(connections.path("tts").path("opened").asInt()).isEqualTo(EACH);
            expectReported(vendors.get("/turns"), delays);
        }
    }

    private static void converse(
            ScriptedVendors vendors, CodedPhrase phrase, byte[] audio, CyclicBarrier allOpen)
            throws Exception {
        try (PlainSocket ear = vendors.listen(ScriptedVendors.STT_KEY);
                PlainSocket mouth = vendors.speak(ScriptedVendors.TTS_KEY)) {
            allOpen.await(60, TimeUnit.SECONDS);
            ear.binary(audio);
            ear.text("{\"type\":\"CloseStream\"}");
            expectHeard(ear, phrase);
            HttpResponse<String> answer =
                    vendors.client.send(
                            vendors.chat("Well, " + phrase.text() + "."),
                            HttpResponse.BodyHandlers.ofString());
            expectAnswered(answer, phrase);
            mouth.text("{\"text\":\" \"}");
            String sentence = "So " + phrase.text() + ", is that right?";
            mouth.text("{\"text\":" + ChatJson.quoted(sentence) + ",\"flush\":true}");
            mouth.text("{\"text\":\"\"}");
            expectSpoken(mouth, phrase);
        }
    }

    private static void expectHeard(PlainSocket ear, CodedPhrase phrase) throws Exception {
        String last = ear.await(message -> message.contains("\"speech_final\":true"));
        JsonNode best = ScriptedVendors.json(last).path("channel").path("alternatives").path(0);
        assertThat(best.path("transcript").asString()).isEqualTo(phrase.text());
        ear.await(message -> message.contains("\"Metadata\""));
        assertThat(ear.closeCode()).isEqualTo(1000);
    }

    private static void expectAnswered(HttpResponse<String> response, CodedPhrase phrase) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        assertThat(CodedPhrase.findAll(ScriptedVendors.textOf(response.body())))
                .containsExactly(phrase);
    }

    private static void expectSpoken(PlainSocket mouth, CodedPhrase phrase) throws Exception {
        mouth.await(message -> message.contains("\"isFinal\":true"));
        assertThat(mouth.closeCode()).isEqualTo(1000);
        assertThat(ScriptedVendors.phrasesIn(mouth.messages())).containsExactly(phrase.number());
        StringBuilder chars = new StringBuilder();
        for (String message : mouth.messages()) {
            ScriptedVendors.json(message)
                    .path("alignment")
                    .path("chars")
                    .forEach(one -> chars.append(one.asString()));
        }
        assertThat(chars.toString()).isEqualTo("So " + phrase.text() + ", is that right?");
    }

    private void expectReported(String ndjson, DelayPlan delays) {
        Map<Integer, JsonNode> turns = new HashMap<>();
        for (String line : ndjson.lines().toList()) {
            JsonNode turn = ScriptedVendors.json(line);
            turns.put(turn.path("phrase").asInt(), turn);
        }
        for (CodedPhrase phrase : phrases) {
            JsonNode turn = Objects.requireNonNull(turns.get(phrase.number()));
            JsonNode drawn = turn.path("drawn_ms");
            JsonNode applied = turn.path("applied_ms");
            for (Stage stage : new Stage[] {Stage.STT, Stage.LLM, Stage.TTS}) {
                double wanted = delays.drawMs(stage, phrase.number(), 0);
                assertThat(drawn.path(stage.label()).asDouble()).isCloseTo(wanted, within(0.001));
                assertThat(applied.path(stage.label()).asDouble()).isGreaterThan(wanted - 0.1);
            }
            assertThat(applied.path("llm_sentence").asDouble())
                    .isGreaterThan(drawn.path("llm_sentence").asDouble() - 0.1);
            assertThat(turn.path("connections").path("stt").asString()).startsWith("stt-");
        }
    }
}
