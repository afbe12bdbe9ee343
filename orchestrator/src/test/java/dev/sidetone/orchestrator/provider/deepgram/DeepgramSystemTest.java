/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.net.TestCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets against a server that says, and fails, what the test says. */
@Tag("system")
@Timeout(60)
final class DeepgramSystemTest extends DeepgramRig {

    @Test
    void shouldPassAudioThroughInOrderAndAnswerWithTheFinalsJoined() throws Exception {
        SpeechRecognizer.Stream stream = open();
        byte[] audio = audio(200);
        stream.begin();
        offer(stream, audio);
        stream.requestFinal(7);
        ListenPeer.Connection service = peer.next();
        assertThat(service.request)
                .startsWith("GET /v1/listen?model=nova-3&")
                .contains("encoding=mulaw", "\r\nAuthorization: Token hidden\r\n");
        assertThat(service.text()).isEqualTo("{\"type\":\"Finalize\"}");
        assertThat(service.audio()).isEqualTo(audio);
        service.results(0, 0.05, "good", "");
        service.results(0, 0.05, "good morning", FINAL);
        service.results(0.05, 0.2, "doctor", FINALIZED);
        assertThat(fact()).isEqualTo(new RecognitionEvent.Final(7, "good morning doctor", 0.5f));
        stream.close();
        assertThat(service.text()).isEqualTo("{\"type\":\"CloseStream\"}");
    }

    @Test
    void shouldAskForItsLoopOnceSinceTheNextOneMayBeAnother() throws Exception {
        open();
        peer.next();
        assertThat(loopsAsked).hasValue(1);
    }

    @Test
    void shouldBatchAudioAndSendTheRestWhenTheFinalIsAskedFor() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(60));
        assertThat(service.audioLength()).isEqualTo(40 * 8);
        stream.requestFinal(1);
        assertThat(service.audioLength()).isEqualTo(20 * 8);
    }

    @Test
    void shouldPassEachFrameAtOnceFromThePauseToTheEndOfTheTurn() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        stream.requestFinal(1);
        offer(stream, audio(20));
        assertThat(service.audioLength()).isEqualTo(20 * 8);
        stream.resumed();
        offer(stream, audio(40));
        assertThat(service.audioLength()).as("the caller goes on").isEqualTo(40 * 8);
        stream.paused();
        offer(stream, audio(20));
        assertThat(service.audioLength()).isEqualTo(20 * 8);
    }

    @Test
    void shouldSendFewerMessagesWhileNobodySpeaksAndTheRestWhenSomebodyDoes() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        stream.end();
        offer(stream, audio(160));
        assertThat(service.audioLength()).isEqualTo(100 * 8);
        stream.begin();
        assertThat(service.audioLength()).isEqualTo(60 * 8);
        offer(stream, audio(40));
        assertThat(service.audioLength()).isEqualTo(40 * 8);
    }

    @Test
    void shouldDeclareTheEndOfSpeechThatTheServiceFoundAndNotTheOneItWasAskedFor()
            throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(1000));
        ask(stream, service, 1);
        service.results(0, 1.0, "yes", FINALIZED + ",\"speech_final\":true");
        assertThat(fact()).isInstanceOf(RecognitionEvent.Final.class);
        service.results(1.0, 1.2, "", FINAL + ",\"speech_final\":true");
        assertThat(fact()).isEqualTo(new RecognitionEvent.SpeechEnded(1200, 300));
        service.send("{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":0.9}");
        assertThat(fact()).isEqualTo(new RecognitionEvent.SpeechEnded(1900, 1000));
    }

    @Test
    void shouldKeepTheConnectionOpenInSilenceByTextAndNeverByEmptyAudio() throws Exception {
        SpeechRecognizer.Stream stream = open(limits(Duration.ofMillis(50), LONG));
        ListenPeer.Connection service = peer.next();
        stream.audio(new byte[0], 0, 0);
        stream.requestFinal(1);
        String text = service.text();
        while (text.equals("{\"type\":\"KeepAlive\"}")) {
            text = service.text();
        }
        assertThat(text).isEqualTo("{\"type\":\"Finalize\"}");
        assertThat(service.text()).isEqualTo("{\"type\":\"KeepAlive\"}");
        assertThat(service.text()).isEqualTo("{\"type\":\"KeepAlive\"}");
        assertThat(service.audio()).isEmpty();
    }

    @Test
    void shouldFailTypedAndForGoodWhenTheKeyIsRefused() throws Exception {
        peer.refusals.add(
                "HTTP/1.1 401 Unauthorized\r\ndg-error: INVALID_AUTH\r\ncontent-length: 0");
        SpeechRecognizer.Stream stream = open();
        awaitCount(MediaCounter.PROVIDER_CONNECTS_FAILED, 1);
        stream.begin();
        stream.requestFinal(1);
        RecognitionEvent.Failed failed = failed();
        assertThat(failed.failure().kind()).isEqualTo(Kind.REJECTED);
        assertThat(failed.failure().detail())
                .contains("HTTP 401; dg-error: INVALID_AUTH")
                .doesNotContain("hidden");
        assertThat(counters.get(MediaCounter.STT_RECONNECTS)).isZero();
    }

    @Test
    void shouldTryAgainWhenTheServiceIsFullAndLoseNothing() throws Exception {
        peer.refusals.add("HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0");
        peer.refusals.add("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0");
        SpeechRecognizer.Stream stream = open();
        byte[] audio = audio(400);
        stream.begin();
        offer(stream, audio);
        ListenPeer.Connection service = peer.next();
        ask(stream, service, 1);
        assertThat(service.audio()).isEqualTo(audio);
        assertThat(counters.get(MediaCounter.STT_RECONNECTS)).isEqualTo(2);
        assertThat(counters.get(MediaCounter.STT_AUDIO_LOST_MS)).isZero();
    }

    @Test
    void shouldFailTheAwaitedFinalOnAResetAndGoOnOverANewConnection() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(400));
        awaitAudio(service, 400);
        service.results(0, 0.1, "", FINAL);
        service.awaitRead();
        ask(stream, service, 1);
        service.reset();
        assertThat(failed().failure().kind()).isEqualTo(Kind.UNREACHABLE);
        stream.end();
        ListenPeer.Connection again = peer.next();
        stream.begin();
        offer(stream, audio(800));
        ask(stream, again, 2);
        again.results(0, 0.8, "morning", FINALIZED);
        assertThat(fact()).isEqualTo(new RecognitionEvent.Final(2, "morning", 0.5f));
        assertThat(counters.get(MediaCounter.PROVIDER_CONNECTIONS_LOST)).isEqualTo(1);
        assertThat(counters.get(MediaCounter.STT_AUDIO_LOST_MS)).isEqualTo(300);
    }

    @Test
    void shouldGiveUpAConnectionThatSendsGarbage() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        offer(stream, audio(400));
        ask(stream, service, 1);
        for (int i = 0; i < 3; i++) {
            service.send("garbage");
        }
        assertThat(failed().failure().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(counters.get(MediaCounter.PROVIDER_MESSAGES_MALFORMED)).isEqualTo(3);
        peer.next();
    }

    @Test
    void shouldGiveUpAConnectionWhoseFramesAreBroken() throws Exception {
        SpeechRecognizer.Stream stream = open();
        ListenPeer.Connection service = peer.next();
        stream.begin();
        ask(stream, service, 1);
        service.raw(new byte[] {(byte) 0xFF, 0x00});
        assertThat(failed().failure().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(service.text()).isEqualTo("close");
    }

    @Test
    void shouldGiveUpAConnectionWithoutASignOfLife() throws Exception {
        SpeechRecognizer.Stream stream = open(limits(LONG, Duration.ofMillis(200)));
        peer.upgraded();
        stream.begin();
        stream.requestFinal(1);
        RecognitionEvent.Failed failed = failed();
        assertThat(failed.failure().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failed.failure().detail()).endsWith("no sign of life");
    }

    @Test
    void shouldTellHowTheServiceClosedAndWaitAfterAsManyConnectionsAsAMinuteMayHave()
            throws Exception {
        SpeechRecognizer.Stream stream = open();
        stream.begin();
        for (int connection = 0; connection < 4; connection++) {
            peer.next().closeWith(1011);
        }
        awaitCount(MediaCounter.PROVIDER_CONNECTIONS_LOST, 4);
        stream.requestFinal(1);
        assertThat(failed().failure())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BROKEN))
                .satisfies(failure -> assertThat(failure.detail()).endsWith("closed with 1011"));
        assertThat(counters.get(MediaCounter.STT_RECONNECTS)).isEqualTo(3);
    }

    @Test
    void shouldHoldNoMoreAudioThanAllowedWhileThereIsNoConnection() throws Exception {
        peer.close();
        SpeechRecognizer.Stream stream = open();
        offer(stream, audio(1200));
        // whatever the order, all of it is lost in the end
        awaitCount(MediaCounter.PROVIDER_CONNECTS_FAILED, 4);
        stream.begin();
        stream.requestFinal(1);
        assertThat(failed().failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(counters.get(MediaCounter.STT_AUDIO_LOST_MS)).isGreaterThanOrEqualTo(200);
    }

    @Test
    void shouldSpeakTlsWithAServerWhoseAuthorityIsConfigured() throws Exception {
        peer.close();
        peer = ListenPeer.withTls();
        SpeechRecognizer.Stream stream =
                open("wss://localhost:", TestCertificate.FILE, limits(LONG, LONG));
        ListenPeer.Connection service = peer.next();
        byte[] audio = audio(80);
        offer(stream, audio);
        stream.begin();
        ask(stream, service, 1);
        assertThat(service.audio()).isEqualTo(audio);
        service.results(0, 0.08, "hello", FINALIZED);
        assertThat(fact()).isEqualTo(new RecognitionEvent.Final(1, "hello", 0.5f));
    }

    @Test
    void shouldRefuseAServerWhoseAuthorityNobodyVouchesFor() throws Exception {
        peer.close();
        peer = ListenPeer.withTls();
        SpeechRecognizer.Stream stream = open("https://localhost:", null, limits(LONG, LONG));
        awaitCount(MediaCounter.PROVIDER_CONNECTS_FAILED, 1);
        stream.begin();
        stream.requestFinal(1);
        assertThat(failed().failure().kind()).isEqualTo(Kind.REJECTED);
    }

    /** A worker that drives its own loop calls in place. */
    @Test
    void shouldRefuseByValueOnTheLoopsOwnThreadWhatItHasNoRoomToHold() throws Exception {
        byte[] audio = audio(1200);
        List<OfferResult> results =
                io.loop()
                        .submit(() -> {
                            SpeechRecognizer.Stream stream = open();
                            stream.begin();
                            List<OfferResult> offers = new ArrayList<>();
                            for (int at = 0; at < audio.length; at += 320) {
                                offers.add(stream.audio(audio, at, 320));
                            }
                            stream.requestFinal(1);
                            return offers;
                        })
                        .get(20, TimeUnit.SECONDS);
        assertThat(results.subList(0, 25)).containsOnly(OfferResult.ACCEPTED);
        assertThat(results.subList(25, 30)).containsOnly(OfferResult.BACK_PRESSURED);
        ListenPeer.Connection service = peer.next();
        assertThat(service.text()).contains("Finalize");
        assertThat(service.audio()).isEqualTo(Arrays.copyOf(audio, 8000));
        assertThat(counters.get(MediaCounter.STT_AUDIO_LOST_MS)).isEqualTo(200);
    }
}
