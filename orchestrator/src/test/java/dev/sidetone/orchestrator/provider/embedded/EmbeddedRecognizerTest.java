/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The queue before the decoders, with a decoder that waits until it is let go. */
@Tag("unit")
class EmbeddedRecognizerTest {

    private static final Expectation OPEN = new Expectation("open", "#JSGF V1.0;", List.of());

    private final AtomicLong nowNs = new AtomicLong(1);
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger built = new AtomicInteger();
    private final RecordingMailbox mailbox = new RecordingMailbox();
    private volatile boolean failing;
    private volatile boolean dying;
    private volatile boolean unbuildable;

    private final EmbeddedRecognizer recognizer =
            new EmbeddedRecognizer(
                    new EmbeddedSpeechConfig(1, 2, 1500, 1000, 8, 16, 1, 8, 1000),
                    this::decoder,
                    nowNs::get);

    private UtteranceDecoder decoder() {
        if (unbuildable) {
            throw new OutOfMemoryError("no decoder, on purpose");
        }
        built.incrementAndGet();
        return new UtteranceDecoder() {
            @Override
            public boolean prepare(GrammarKey grammar) {
                return false;
            }

            @Override
            public String decode(GrammarKey grammar, UtteranceAudio audio) {
                entered.release();
                gate.acquireUninterruptibly();
                if (failing) {
                    failing = false;
                    throw new IllegalStateException("broken on purpose");
                }
                if (dying) {
                    dying = false;
                    throw new StackOverflowError("died on purpose");
                }
                return "heard " + audio.bytes().length;
            }
        };
    }

    @AfterEach
    void close() {
        gate.release(100);
        recognizer.close();
    }

    private SpeechRecognizer.Stream stream(RecordingMailbox inbox, int frames) {
        SpeechRecognizer.Stream stream = recognizer.open(Plans.desk(), AudioFormat.MULAW_8K, inbox);
        stream.expect(OPEN);
        stream.begin();
        for (int i = 0; i < frames; i++) {
            stream.audio(new byte[160], 0, 160);
        }
        return stream;
    }

    @Test
    void shouldAnswerWithTheNumberOfTheRequest() throws Exception {
        stream(mailbox, 3).requestFinal(7);
        gate.release();
        assertThat(mailbox.next(RecognitionEvent.Final.class))
                .isEqualTo(new RecognitionEvent.Final(7, "heard 480", Float.NaN));
    }

    @Test
    void shouldReplaceTheWaitingRequestByANewerOne() throws Exception {
        stream(new RecordingMailbox(), 1).requestFinal(1);
        entered.acquire();
        SpeechRecognizer.Stream waiting = stream(mailbox, 1);
        waiting.requestFinal(1);
        waiting.audio(new byte[160], 0, 160);
        waiting.requestFinal(2);
        gate.release(2);
        assertThat(mailbox.next(RecognitionEvent.Final.class).request()).isEqualTo(2);
        assertThat(recognizer.stats().superseded()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAtOnceWhenTheQueueIsFull() throws Exception {
        stream(new RecordingMailbox(), 1).requestFinal(1);
        entered.acquire();
        stream(new RecordingMailbox(), 1).requestFinal(1);
        stream(new RecordingMailbox(), 1).requestFinal(1);
        stream(mailbox, 1).requestFinal(9);
        RecognitionEvent.Failed failed = mailbox.next(RecognitionEvent.Failed.class);
        assertThat(failed.request()).isEqualTo(9);
        assertThat(failed.failure().kind()).isEqualTo(ProviderFailure.Kind.OVERLOADED);
        assertThat(recognizer.stats().overloaded()).isEqualTo(1);
    }

    @Test
    void shouldFailARequestThatWaitedTooLong() throws Exception {
        stream(new RecordingMailbox(), 1).requestFinal(1);
        entered.acquire();
        stream(mailbox, 1).requestFinal(3);
        nowNs.addAndGet(1_600_000_000L);
        gate.release();
        assertThat(mailbox.next(RecognitionEvent.Failed.class).failure().kind())
                .isEqualTo(ProviderFailure.Kind.TIMED_OUT);
    }

    @Test
    void shouldBuildADecoderAnewWhenOneThrew() throws Exception {
        failing = true;
        SpeechRecognizer.Stream stream = stream(mailbox, 1);
        stream.requestFinal(1);
        gate.release(2);
        assertThat(mailbox.next(RecognitionEvent.Failed.class).failure().kind())
                .isEqualTo(ProviderFailure.Kind.BROKEN);
        stream.requestFinal(2);
        assertThat(mailbox.next(RecognitionEvent.Final.class).request()).isEqualTo(2);
        assertThat(built).hasValue(2);
        assertThat(recognizer.stats().broken()).isEqualTo(1);
    }

    @Test
    void shouldFailOneTurnAloneWhenItsThreadGetsAnErrorAndAnswerThoseBehindIt() throws Exception {
        dying = true;
        stream(mailbox, 1).requestFinal(1);
        entered.acquire();
        RecordingMailbox behind = new RecordingMailbox();
        stream(behind, 2).requestFinal(1);
        gate.release(2);
        ProviderFailure failure = mailbox.next(RecognitionEvent.Failed.class).failure();
        assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.BROKEN);
        assertThat(failure.detail()).isEqualTo("the decoder failed: StackOverflowError");
        assertThat(behind.next(RecognitionEvent.Final.class).text()).isEqualTo("heard 320");
        assertThat(recognizer.stats().broken()).isEqualTo(1);
        assertThat(recognizer.stats().standing()).isEqualTo(1);
    }

    @Test
    void shouldGoOnOnceADecoderCanBeBuiltAgain() throws Exception {
        failing = true;
        unbuildable = true;
        SpeechRecognizer.Stream stream = stream(mailbox, 1);
        gate.release(10);
        for (int request = 1; request <= 3; request++) {
            stream.requestFinal(request);
            assertThat(mailbox.next(RecognitionEvent.Failed.class).failure().kind())
                    .isEqualTo(ProviderFailure.Kind.BROKEN);
        }
        assertThat(recognizer.stats().standing()).isZero();
        assertThat(recognizer.stats().unbuilt()).as("not tried for each request").isEqualTo(1);
        nowNs.addAndGet(1_000_000_000L);
        stream.requestFinal(4);
        assertThat(mailbox.next(RecognitionEvent.Failed.class).request()).isEqualTo(4);
        assertThat(recognizer.stats().unbuilt()).isEqualTo(2);
        unbuildable = false;
        nowNs.addAndGet(2_000_000_000L);
        stream.requestFinal(5);
        assertThat(mailbox.next(RecognitionEvent.Final.class).request()).isEqualTo(5);
        assertThat(recognizer.stats().standing()).isEqualTo(1);
    }

    @Test
    void shouldLeaveTheWorkToTheOtherDecodersWhenOneCannotBeBuilt() throws Exception {
        EmbeddedRecognizer two =
                new EmbeddedRecognizer(
                        new EmbeddedSpeechConfig(2, 4, 1500, 1000, 8, 16, 1, 8, 1000),
                        this::decoder,
                        nowNs::get);
        try {
            failing = true;
            unbuildable = true;
            gate.release(100);
            SpeechRecognizer.Stream stream = two.open(Plans.desk(), AudioFormat.MULAW_8K, mailbox);
            stream.expect(OPEN);
            stream.begin();
            stream.requestFinal(1);
            assertThat(mailbox.next(RecognitionEvent.Failed.class).request()).isEqualTo(1);
            for (int request = 2; request < 10; request++) {
                stream.requestFinal(request);
                assertThat(mailbox.next(RecognitionEvent.Final.class).request()).isEqualTo(request);
            }
            assertThat(two.stats().standing()).isEqualTo(1);
        } finally {
            two.close();
        }
    }

    @Test
    void shouldNotAnswerATurnThatEnded() throws Exception {
        SpeechRecognizer.Stream ended = stream(mailbox, 1);
        ended.requestFinal(1);
        entered.acquire();
        ended.end();
        RecordingMailbox other = new RecordingMailbox();
        SpeechRecognizer.Stream closed = stream(mailbox, 1);
        closed.requestFinal(1);
        closed.close();
        stream(other, 1).requestFinal(1);
        gate.release(2);
        other.next(RecognitionEvent.Final.class);
        assertThat(mailbox.peek()).isNull();
        assertThat(recognizer.stats().cancelled()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAudioBeyondTheLongestUtterance() {
        SpeechRecognizer.Stream stream = stream(mailbox, 50);
        assertThat(stream.audio(new byte[160], 0, 160)).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(recognizer.stats().droppedBytes()).isEqualTo(160);
        stream.close();
        assertThat(stream.audio(new byte[160], 0, 160)).isEqualTo(OfferResult.CLOSED);
    }

    @Test
    void shouldRejectARequestWithoutExpectation() throws Exception {
        SpeechRecognizer.Stream stream =
                recognizer.open(Plans.desk(), AudioFormat.MULAW_8K, mailbox);
        stream.begin();
        stream.requestFinal(1);
        assertThat(mailbox.next(RecognitionEvent.Failed.class).failure().kind())
                .isEqualTo(ProviderFailure.Kind.REJECTED);
    }

    @Test
    void shouldSizeDecodersByCoresAndHeap() {
        assertThat(EmbeddedSpeechConfig.sized(8, 1L << 30).recognizerThreads()).isEqualTo(3);
        assertThat(EmbeddedSpeechConfig.sized(2, 8L << 30).recognizerThreads()).isEqualTo(2);
        assertThat(EmbeddedSpeechConfig.sized(2, 128L << 20).recognizerThreads()).isEqualTo(1);
        assertThat(recognizer.traits().maxCalls()).isEqualTo(16);
        assertThat(recognizer.traits().continuous()).isFalse();
    }
}
