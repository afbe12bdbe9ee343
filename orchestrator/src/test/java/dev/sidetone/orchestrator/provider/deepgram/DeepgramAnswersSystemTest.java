/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How requests for finals are answered when the service leaves them open, or needs none. */
@Tag("system")
@Timeout(60)
final class DeepgramAnswersSystemTest extends DeepgramRig {

    @Test
    void shouldAnswerWithoutWordsWhenALivingServiceLeavesTheFinalizeUnanswered() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        for (int cough = 1; cough <= 3; cough++) {
            stream.begin();
            offer(stream, audio(400));
            ask(stream, service, cough);
            service.raw(PONG);
            assertThat(fact()).isEqualTo(new RecognitionEvent.Final(cough, "", Float.NaN));
            stream.end();
        }
        assertThat(counters.get(MediaCounter.PROVIDER_CONNECTIONS_LOST)).isZero();
    }

    @Test
    void shouldAnswerWithTheWordsItHasWhenTheFinalizeIsLeftUnanswered() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(1000));
        awaitAudio(service, 1000);
        service.results(0, 0.5, "hello", FINAL);
        stream.requestFinal(1);
        assertThat(fact()).isEqualTo(new RecognitionEvent.Final(1, "hello", 0.5f));
    }

    @Test
    void shouldAnswerTheEndOfSpeechItDeclaredWithoutAskingTheServiceAgain() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(1000));
        awaitAudio(service, 1000);
        service.results(0, 0.7, "yes", FINAL + ",\"speech_final\":true");
        assertThat(fact()).isEqualTo(new RecognitionEvent.SpeechEnded(700, 300));
        stream.requestDeclaredFinal(1);
        assertThat(fact()).isEqualTo(new RecognitionEvent.Final(1, "yes", 0.5f));
        stream.close();
        assertThat(service.text()).isEqualTo("{\"type\":\"CloseStream\"}");
    }

    @Test
    void shouldAnswerWithTheWordsItHasWhenTheConnectionIsLost() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(400));
        awaitAudio(service, 400);
        service.results(0, 0.2, "good", FINAL);
        service.results(0.2, 0.25, "morning", "");
        service.awaitRead();
        ask(stream, service, 1);
        service.closeWith(1011);
        assertThat(fact()).isEqualTo(new RecognitionEvent.Final(1, "good morning", 0.5f));
        peer.next();
    }

    @Test
    void shouldFindItsPlaceInTheCallAgainAfterAudioWasLost() throws Exception {
        byte[] audio = audio(1200);
        SpeechRecognizer.Stream stream =
                io.loop()
                        .submit(() -> {
                            SpeechRecognizer.Stream fresh = open();
                            fresh.begin();
                            for (int at = 0; at < audio.length; at += 160) {
                                fresh.audio(audio, at, 160);
                            }
                            return fresh;
                        })
                        .get(20, TimeUnit.SECONDS);
        ListenPeer.Connection service = peer.next();
        awaitAudio(service, 1000);
        offer(stream, audio(200));
        awaitAudio(service, 200);
        service.results(0, 1.2, "yes", FINAL + ",\"speech_final\":true");
        assertThat(fact()).isEqualTo(new RecognitionEvent.SpeechEnded(1400, 300));
    }
}
