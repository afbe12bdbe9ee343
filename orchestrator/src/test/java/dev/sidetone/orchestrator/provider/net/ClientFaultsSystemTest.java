/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import dev.sidetone.orchestrator.provider.deepgram.DeepgramConfig;
import dev.sidetone.orchestrator.provider.deepgram.DeepgramRecognizer;
import dev.sidetone.orchestrator.provider.elevenlabs.ElevenLabsConfig;
import dev.sidetone.orchestrator.provider.elevenlabs.ElevenLabsVoice;
import dev.sidetone.orchestrator.provider.openai.OpenAiConfig;
import dev.sidetone.orchestrator.provider.openai.OpenAiModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How each client tells and counts what goes wrong: the network's part, the vendor's, and ours. */
@Tag("system")
@Timeout(60)
final class ClientFaultsSystemTest extends ClientRig {
    private static final List<Message> HELLO = List.of(new Message.Caller("hello"));
    private static final String WORDS =
            """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            \r
            data: {"choices":[{"index":0,"delta":{"content":"Hi. "}}]}

            """;
    private static final String AUDIO = "{\"audio\":\"AAAA\",\"isFinal\":null}";
    private static final String ALIGNED_AUDIO =
            "{\"audio\":\"AAAA\",\"isFinal\":null,\"alignment\":"
                    + "{\"chars\":[\"H\"],\"charStartTimesMs\":[0],\"charDurationsMs\":[1]}}";

    @Test
    void shouldTellAFaultOfOursInAnAnswerAsOursAndCloseOnlyThatCall() throws Exception {
        OpenAiModel model =
                model(connection -> {
                    connection.request();
                    connection.write(WORDS);
                    connection.untilClosed();
                });
        LanguageModel.Stream faulty = model.open(AgentPlan.echo(), new FaultyCall(call));
        faulty.generate(1, HELLO);

        ModelEvent.Failed failed = call.next(ModelEvent.Failed.class);
        assertThat(failed.failure().kind()).isEqualTo(Kind.INTERNAL);
        assertThat(failed.failure().detail())
                .contains("IllegalStateException")
                .doesNotContain("quotes");
        assertThat(peer.nextConnection().heard()).isEqualTo("closed");
        assertCounts(0, 0, 0, 1);
        LanguageModel.Stream other = model.open(AgentPlan.echo(), call);
        other.generate(2, HELLO);
        assertThat(call.next(ModelEvent.Token.class).generation()).isEqualTo(2);
        assertThat(model.load().underWay()).isEqualTo(1);
        assertThat(model.load().failed()).isEqualTo(1);
        other.close();
        onLoop();
        assertThat(model.load().underWay()).isZero();
        faulty.close();
    }

    @Test
    void shouldTellAFailureWhereTellingTheEndOfAnAnswerThrows() throws Exception {
        shouldFailWhereTellingThrows(
                ModelEvent.Finished.class,
                WORDS
                        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                1);
    }

    @Test
    void shouldTellAFailureWhereTellingAToolThrows() throws Exception {
        shouldFailWhereTellingThrows(
                ModelEvent.ToolWanted.class,
                WORDS
                        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\","
                        + "\"function\":{\"name\":\"look_up\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n"
                        + "data: [DONE]\n\n",
                2);
    }

    private void shouldFailWhereTellingThrows(Class<?> event, String answer, int toldBefore)
            throws Exception {
        OpenAiModel model =
                model(connection -> {
                    connection.request();
                    connection.write(answer);
                    connection.untilClosed();
                });
        LanguageModel.Stream stream = model.open(AgentPlan.echo(), new FaultyCall(call, event));
        stream.generate(1, HELLO);

        for (int i = 0; i < toldBefore; i++) {
            assertThat(call.next(ModelEvent.class)).isNotInstanceOf(ModelEvent.Failed.class);
        }
        ModelEvent.Failed failed = call.next(ModelEvent.Failed.class);
        assertThat(failed.failure().kind()).isEqualTo(Kind.INTERNAL);
        assertThat(failed.generation()).isEqualTo(1);
        assertCounts(0, 0, 0, 1);
        assertThat(model.load().underWay()).isZero();
        assertThat(model.load().failed()).isEqualTo(1);
        stream.generate(2, HELLO);
        assertThat(call.next(ModelEvent.class).generation()).as("the call goes on").isEqualTo(2);
        stream.close();
    }

    @Test
    void shouldCountHowAnAnswerIsLost() throws Exception {
        OpenAiModel model =
                model(connection -> {
                    connection.request();
                    if (connection.number() == 0) {
                        connection.write(WORDS);
                    } else {
                        connection.write(WORDS + "data: nonsense\n\n");
                        connection.untilClosed();
                    }
                });
        LanguageModel.Stream stream = model.open(AgentPlan.echo(), call);
        stream.generate(1, HELLO);
        call.next(ModelEvent.Token.class);
        assertThat(call.next(ModelEvent.Failed.class).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertCounts(0, 1, 0, 0);
        stream.generate(2, HELLO);
        assertThat(call.next(ModelEvent.Failed.class).failure().kind()).isEqualTo(Kind.MALFORMED);
        assertCounts(0, 1, 1, 0);
        peer.close();
        stream.cancel(2);
        stream.generate(3, HELLO);
        awaitCount(MediaCounter.PROVIDER_CONNECTS_FAILED);
        stream.close();
    }

    @Test
    void shouldTellAFaultOfOursInAnUtteranceAsOurs() throws Exception {
        ElevenLabsVoice voice =
                voice(connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    if (connection.number() == 0) {
                        connection.send(AUDIO);
                    }
                    connection.hear(connection.message());
                });
        SpeechSynthesizer.Stream stream =
                voice.open(
                        new AgentPlan.Voice("", 160), AudioFormat.MULAW_8K, new FaultyCall(call));
        stream.speak(1, 0, "Hello.");

        VoiceEvent.Failed failed = call.next(VoiceEvent.Failed.class);
        assertThat(failed.failure().kind()).isEqualTo(Kind.INTERNAL);
        assertThat(peer.nextConnection().heard()).isEqualTo("close 1011");
        assertCounts(0, 0, 0, 1);
        assertThat(voice.load().failed()).isEqualTo(1);
        assertThat(voice.load().underWay()).isZero();
        stream.speak(2, 0, "Hello.");
        onLoop();
        assertThat(voice.load().underWay()).isEqualTo(1);
        stream.close();
        onLoop();
        assertThat(voice.load().underWay()).isZero();
    }

    @Test
    void shouldTellAFailureWhereTellingTheEndOfAClauseThrows() throws Exception {
        ElevenLabsVoice voice =
                voice(connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    connection.message();
                    connection.send("{\"audio\":\"AAAA\",\"isFinal\":true}");
                    connection.untilClosed();
                });
        SpeechSynthesizer.Stream stream =
                voice.open(
                        new AgentPlan.Voice("", 160),
                        AudioFormat.MULAW_8K,
                        new FaultyCall(call, VoiceEvent.ClauseDone.class));
        stream.speak(1, 0, "Hello.");
        stream.finish(1);
        assertThat(failure(1)).isEqualTo(Kind.INTERNAL);
        assertCounts(0, 0, 0, 1);
        assertThat(voice.load().underWay()).isZero();
        stream.close();
    }

    @Test
    void shouldCountNothingAsUnderWayOnceTheVendorClosedInAPause() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        ElevenLabsVoice voice =
                voice(connection -> {
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    connection.send(AUDIO);
                    if (connection.number() == 0) {
                        paused.await();
                        return;
                    }
                    connection.untilClosed();
                });
        SpeechSynthesizer.Stream stream =
                voice.open(new AgentPlan.Voice("", 160), AudioFormat.MULAW_8K, call);
        stream.speak(1, 0, "Hello.");
        call.next(VoiceEvent.ClauseDone.class);
        assertThat(voice.load().underWay()).as("more text may come").isEqualTo(1);
        paused.countDown();
        while (voice.load().underWay() > 0) {
            onLoop();
        }
        stream.speak(1, 1, "More.");
        onLoop();
        assertThat(voice.load().underWay()).isEqualTo(1);
        assertThat(call.next(VoiceEvent.ClauseDone.class).clause()).isEqualTo(1);
        stream.close();
        onLoop();
        assertThat(voice.load().underWay()).isZero();
    }

    @Test
    void shouldCountHowAnUtteranceIsLost() throws Exception {
        ElevenLabsVoice voice =
                voice(connection -> {
                    if (connection.number() == 2) {
                        connection.request();
                        connection.write("HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n");
                        return;
                    }
                    connection.upgrade();
                    connection.message();
                    connection.message();
                    // a pause behind it is no end of what was asked for
                    connection.send(ALIGNED_AUDIO);
                    if (connection.number() == 1) {
                        connection.send("nonsense");
                        connection.untilClosed();
                    }
                });
        SpeechSynthesizer.Stream stream =
                voice.open(new AgentPlan.Voice("", 160), AudioFormat.MULAW_8K, call);
        stream.speak(1, 0, "Hello.");
        assertThat(failure(1)).isEqualTo(Kind.UNREACHABLE);
        assertCounts(0, 1, 0, 0);
        stream.speak(2, 0, "Hello.");
        assertThat(failure(2)).isEqualTo(Kind.MALFORMED);
        assertCounts(0, 1, 1, 0);
        stream.speak(3, 0, "Hello.");
        assertThat(failure(3)).isEqualTo(Kind.OVERLOADED);
        assertCounts(1, 1, 1, 0);
        assertThat(voice.load().refused()).isEqualTo(1);
        assertThat(voice.load().failed()).isEqualTo(2);
        stream.close();
    }

    @Test
    void shouldTellAFaultOfOursInARecognitionAsOursAndConnectAnew() throws Exception {
        peer =
                new ScriptedPeer(connection -> {
                    connection.upgrade();
                    connection.send(
                            "{\"type\":\"Results\",\"start\":0,\"duration\":0.1,\"is_final\":true,\"speech_final\":true,"
                                    + "\"channel\":{\"alternatives\":[{\"transcript\":\"hello\",\"confidence\":1}]}}");
                    connection.untilClosed();
                });
        Duration time = Duration.ofSeconds(20);
        DeepgramRecognizer recognizer =
                new DeepgramRecognizer(
                        TestNetwork.access("deepgram", "ws", peer.port(), ""),
                        new DeepgramConfig(
                                "nova-3",
                                "en",
                                300,
                                1000,
                                List.of(),
                                Map.of(),
                                40,
                                new DeepgramConfig.Limits(time, time, time, time, time, 1000, 3)),
                        network.network());
        SpeechRecognizer.Stream stream =
                recognizer.open(AgentPlan.echo(), AudioFormat.MULAW_8K, new FaultyCall(call));
        stream.begin();
        stream.requestFinal(1);
        assertThat(recognizer.load().underWay()).isEqualTo(1);

        assertThat(peer.nextConnection().heard()).isEqualTo("closed");
        peer.nextConnection();
        awaitCount(MediaCounter.PROVIDER_CLIENT_FAULTS);
        assertThat(network.counters().get(MediaCounter.PROVIDER_CONNECTIONS_LOST)).isZero();
        assertTold(1);
        RecognitionEvent told = call.next(RecognitionEvent.class);
        assertThat(told).as("the call goes on").isNotNull();
        stream.close();
        assertThat(recognizer.load().underWay()).isZero();
    }

    private OpenAiModel model(ScriptedPeer.Script script) throws IOException {
        return new OpenAiModel(
                serve("openai", "/v1", script), network.network(), OpenAiConfig.DEFAULTS);
    }

    private ElevenLabsVoice voice(ScriptedPeer.Script script) throws IOException {
        return new ElevenLabsVoice(
                serve("elevenlabs", "", script), network.network(), ElevenLabsConfig.DEFAULTS);
    }

    private Kind failure(int utterance) throws InterruptedException {
        VoiceEvent.Failed failed = call.next(VoiceEvent.Failed.class);
        assertThat(failed.utterance()).isEqualTo(utterance);
        return failed.failure().kind();
    }

    private void assertCounts(long notConnected, long lost, long malformed, long ours)
            throws Exception {
        onLoop();
        assertThat(
                        List.of(
                                network.counters().get(MediaCounter.PROVIDER_CONNECTS_FAILED),
                                network.counters().get(MediaCounter.PROVIDER_CONNECTIONS_LOST),
                                network.counters().get(MediaCounter.PROVIDER_MESSAGES_MALFORMED),
                                network.counters().get(MediaCounter.PROVIDER_CLIENT_FAULTS)))
                .containsExactly(notConnected, lost, malformed, ours);
        assertTold((int) ours);
    }

    /** What was ours was told to the network's handler, each once, with its stack. */
    private void assertTold(int ours) {
        assertThat(network.faults())
                .hasSize(ours)
                .allSatisfy(fault ->
                        assertThat(fault)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .extracting(thrown -> thrown.getStackTrace()[0].getClassName())
                                .isEqualTo(FaultyCall.class.getName()));
    }

    private void awaitCount(MediaCounter counter) throws Exception {
        while (network.counters().get(counter) == 0) {
            onLoop();
        }
        // what was counted is told by the same task
        onLoop();
    }
}
