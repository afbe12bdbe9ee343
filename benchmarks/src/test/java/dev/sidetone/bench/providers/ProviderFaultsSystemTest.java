/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.bench.coded.CodedPhrase;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault as a plain client sees it. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ProviderFaultsSystemTest {

    private static final CodedPhrase PHRASE = new CodedPhrase(271_828);
    private static final String SENTENCE =
            "{\"text\":\"You said " + PHRASE.text() + ", is that right? \",\"flush\":true}";

    private final ScriptedVendors vendors = new ScriptedVendors(ProvidersConfig.plain());

    ProviderFaultsSystemTest() throws Exception {}

    @AfterEach
    void stop() {
        vendors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "429"})
    void shouldRefuseRequestsInEachVendorsShape(String fault) throws Exception {
        int status = Integer.parseInt(fault);
        WebSocketHandshakeException ear = refused(() -> vendors.listen(faulty("stt", fault)));
        assertThat(ear.getResponse().statusCode()).isEqualTo(status);
        assertThat(ear.getResponse().headers().firstValue("dg-error")).isPresent();
        WebSocketHandshakeException mouth = refused(() -> vendors.speak(faulty("tts", fault)));
        assertThat(mouth.getResponse().statusCode()).isEqualTo(status);
        HttpResponse<String> answer = chat(fault);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains(status == 401 ? "invalid_api_key" : "rate_limit_exceeded");
        if (status == 429) {
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(ear.getResponse().headers().firstValue("retry-after")).hasValue("1");
        }
        assertThat(vendors.injected("stt:" + fault)).isEqualTo(1);
        assertThat(vendors.injected("llm:" + fault)).isEqualTo(1);
        assertThat(vendors.injected("tts:" + fault)).isEqualTo(1);
    }

    @Test
    void shouldTakeEverythingAndNeverAnswer() throws Exception {
        PlainSocket ear = vendors.listen(faulty("stt", "stall"));
        ear.binary(vendors.spoken(PHRASE));
        ear.text("{\"type\":\"Finalize\"}");
        assertThat(ear.untilPong()).isEmpty();
        PlainSocket mouth = vendors.speak(faulty("tts", "stall"));
        mouth.text("{\"text\":\" \"}");
        mouth.text(SENTENCE);
        assertThat(mouth.untilPong()).isEmpty();
        CompletableFuture<HttpResponse<String>> answer =
                vendors.client.sendAsync(
                        vendors.chat(PHRASE.text(), RequestRouter.FAULT_HEADER, "stall"),
                        HttpResponse.BodyHandlers.ofString());
        awaitInjected("llm:stall");
        assertThat(answer).isNotDone();
        answer.cancel(true);
        ear.close();
        mouth.close();
    }

    @Test
    void shouldStopInTheMiddle() throws Exception {
        PlainSocket ear = vendors.listen(faulty("stt", "cut"));
        ear.binary(vendors.spoken(PHRASE));
        ear.await(message -> message.contains(PHRASE.words().getFirst()));
        awaitInjected("stt:cut");
        assertThat(ear.untilPong()).noneMatch(message -> message.contains("\"is_final\":true"));
        PlainSocket mouth = vendors.speak(faulty("tts", "cut"));
        mouth.text("{\"text\":\" \"}");
        mouth.text(SENTENCE);
        awaitInjected("tts:cut");
        assertThat(mouth.untilPong()).hasSize(1);
        HttpResponse<InputStream> answer =
                vendors.client.send(
                        vendors.chat(PHRASE.text(), RequestRouter.FAULT_HEADER, "cut"),
                        HttpResponse.BodyHandlers.ofInputStream());
        awaitInjected("llm:cut");
        String begun = new String(answer.body().readNBytes(900), StandardCharsets.UTF_8);
        assertThat(begun).contains("chat.completion.chunk").doesNotContain("[DONE]");
        answer.body().close();
        ear.close();
        mouth.close();
    }

    @Test
    void shouldResetTheConnection() throws Exception {
        PlainSocket ear = vendors.listen(faulty("stt", "reset"));
        ear.binary(vendors.spoken(PHRASE));
        assertThat(ear.closeCode()).isEqualTo(-1);
        PlainSocket mouth = vendors.speak(faulty("tts", "reset"));
        mouth.text("{\"text\":\" \"}");
        mouth.text(SENTENCE);
        assertThat(mouth.closeCode()).isEqualTo(-1);
        assertThatThrownBy(() -> chat("reset")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSendWhatIsNoMessage() throws Exception {
        PlainSocket ear = vendors.listen(faulty("stt", "garbage"));
        ear.binary(vendors.spoken(PHRASE));
        assertThat(ear.closeCode()).isEqualTo(1000);
        assertThat(ear.messages())
                .last()
                .satisfies(text -> assertThat(ChatJson.read(text)).isNull());
        PlainSocket mouth = vendors.speak(faulty("tts", "garbage"));
        mouth.text("{\"text\":\" \"}");
        mouth.text(SENTENCE);
        assertThat(mouth.closeCode()).isEqualTo(1000);
        assertThatThrownBy(() -> ScriptedVendors.phrasesIn(mouth.messages()))
                .isInstanceOf(IllegalArgumentException.class);
        HttpResponse<String> answer = chat("garbage");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("data: {").doesNotContain("[DONE]");
        assertThat(ChatJson.read(answer.body().substring(6))).isNull();
    }

    @Test
    void shouldCloseWithAnInternalError() throws Exception {
        PlainSocket ear = vendors.listen(faulty("stt", "close"));
        ear.binary(vendors.spoken(PHRASE));
        assertThat(ear.closeCode()).isEqualTo(1011);
        PlainSocket mouth = vendors.speak(faulty("tts", "close"));
        mouth.text("{\"text\":\" \"}");
        mouth.text(SENTENCE);
        assertThat(mouth.closeCode()).isEqualTo(1011);
        assertThat(chat("close").statusCode()).isEqualTo(500);
    }

    @Test
    void shouldAnswerTheRequestLate() throws Exception {
        long beganNs = System.nanoTime();
        PlainSocket ear = vendors.listen(faulty("stt", "slow"));
        assertThat(System.nanoTime() - beganNs).isGreaterThan(2_900_000_000L);
        ear.binary(vendors.spoken(PHRASE));
        assertThat(ear.await(message -> message.contains("\"speech_final\":true")))
                .contains(PHRASE.text());
        ear.close();
    }

    @Test
    void shouldFaultByRateAndByPhraseAndTakeOnlyTheRequiredKey() throws Exception {
        FaultPlan faults = FaultPlan.parse(List.of("stt:429=1", "tts:close@271828"), 1);
        ProvidersConfig config = new ProvidersConfig(0, DelayPlan.none(), faults, "sesame");
        try (ScriptedVendors strict = new ScriptedVendors(config)) {
            Map<String, String> right = Map.of("Authorization", "Token sesame");
            assertThat(refused(() -> strict.listen(right)).getResponse().statusCode())
                    .isEqualTo(429);
            assertThat(
                            refused(() -> strict.speak(Map.of("xi-api-key", "wrong")))
                                    .getResponse()
                                    .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> answer =
                    strict.client.send(
                            strict.chat(PHRASE.text()), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            PlainSocket mouth = strict.speak(Map.of());
            mouth.text("{\"text\":\" \",\"xi_api_key\":\"sesame\"}");
            mouth.text(SENTENCE);
            assertThat(mouth.closeCode()).isEqualTo(1011);
            assertThat(strict.get("/turns")).contains("\"faults\":[\"tts:close\"]");
            PlainSocket stranger = strict.speak(Map.of());
            stranger.text("{\"text\":\" \"}");
            assertThat(stranger.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void shouldEndSilentConnectionsAsTheVendorsDo() throws Exception {
        PlainSocket ear = vendors.listen(ScriptedVendors.STT_KEY);
        PlainSocket mouth =
                PlainSocket.open(
                        vendors.client,
                        vendors.ws(ScriptedVendors.SPEAK + "&inactivity_timeout=3"),
                        ScriptedVendors.TTS_KEY);
        mouth.text("{\"text\":\" \"}");
        assertThat(mouth.closeCode()).isEqualTo(1008);
        assertThat(mouth.messages()).last().asString().contains("input_timeout_exceeded");
        assertThat(ear.closeCode()).isEqualTo(1011);
        assertThat(ear.closeReason()).contains("NET-0001");
    }

    private HttpResponse<String> chat(String fault) throws Exception {
        return vendors.client.send(
                vendors.chat(PHRASE.text(), RequestRouter.FAULT_HEADER, fault),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> faulty(String stage, String fault) {
        Map<String, String> headers =
                new HashMap<>(
                        stage.equals("stt") ? ScriptedVendors.STT_KEY : ScriptedVendors.TTS_KEY);
        headers.put(RequestRouter.FAULT_HEADER, fault);
        return headers;
    }

    private interface Opening {
        PlainSocket open() throws Exception;
    }

    private static WebSocketHandshakeException refused(Opening opening) {
        try (PlainSocket opened = opening.open()) {
            throw new AssertionError("not refused: " + opened.messages());
        } catch (WebSocketHandshakeException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError("refused otherwise", e);
        }
    }

    /** Asks again until the fault happened; the test's own time limit ends it. */
    private void awaitInjected(String name) throws Exception {
        while (vendors.injected(name) == 0) {
            // asks again
        }
    }
}
