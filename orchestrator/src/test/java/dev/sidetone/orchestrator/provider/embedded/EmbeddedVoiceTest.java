/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.codec.level.AudibleLevel;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EmbeddedVoiceTest {

    private static final AgentPlan.Voice KEVIN = new AgentPlan.Voice("kevin16", 150);
    private static final EmbeddedVoice VOICE =
            EmbeddedVoice.create(new EmbeddedSpeechConfig(1, 1, 1, 1, 1, 1, 1, 64, 30_000));

    private final RecordingMailbox mailbox = new RecordingMailbox();
    private final SpeechSynthesizer.Stream stream = VOICE.open(KEVIN, AudioFormat.L16_8K, mailbox);

    @AfterAll
    static void close() {
        VOICE.close();
    }

    @Test
    void shouldSpeakClausesInTheirOrderWithTheirLength() throws Exception {
        stream.speak(1, 0, "Hello, this is the front desk.");
        stream.speak(1, 1, "How can I help?");
        VoiceEvent.ClauseDone first = mailbox.next(VoiceEvent.ClauseDone.class);
        VoiceEvent.ClauseDone second = mailbox.next(VoiceEvent.ClauseDone.class);
        assertThat(first.clause()).isZero();
        assertThat(second.clause()).isEqualTo(1);
        assertThat(mailbox.audio()).hasSize((int) (first.samples() + second.samples()) * 2);
    }

    @Test
    void shouldAlignWordsWithSamples() throws Exception {
        String text = "You are booked for Tuesday at three thirty.";
        stream.speak(1, 0, text);
        VoiceEvent.ClauseDone done = mailbox.next(VoiceEvent.ClauseDone.class);
        VoiceEvent.Alignment alignment = Objects.requireNonNull(done.alignment());
        assertThat(alignment.charsAt(0)).isZero();
        assertThat(alignment.charsAt(done.samples() / 2)).isBetween(10, 30);
        assertThat(alignment.charsAt(done.samples())).isEqualTo(text.length());
        int before = 0;
        for (long at = 0; at <= done.samples(); at += 80) {
            assertThat(alignment.charsAt(at)).isGreaterThanOrEqualTo(before);
            before = alignment.charsAt(at);
        }
    }

    @Test
    void shouldKeepTheClauseUntilThereIsRoom() throws Exception {
        mailbox.room.set(1600);
        stream.speak(1, 0, "One moment please.");
        stream.speak(1, 1, "Thank you.");
        RecordingMailbox other = new RecordingMailbox();
        VOICE.open(KEVIN, AudioFormat.L16_8K, other).speak(1, 0, "Another call goes on.");
        other.next(VoiceEvent.ClauseDone.class);
        assertThat(mailbox.peek()).isNull();
        mailbox.room.set(Integer.MAX_VALUE);
        long samples =
                mailbox.next(VoiceEvent.ClauseDone.class).samples()
                        + mailbox.next(VoiceEvent.ClauseDone.class).samples();
        assertThat(mailbox.audio()).hasSize((int) samples * 2);
    }

    @Test
    void shouldNotSpeakACancelledUtterance() throws Exception {
        mailbox.room.set(1600);
        stream.speak(1, 0, "This is going to be interrupted very soon.");
        stream.speak(1, 1, "And this is never said.");
        stream.cancel(1);
        mailbox.room.set(Integer.MAX_VALUE);
        stream.speak(2, 0, "Yes?");
        assertThat(mailbox.next(VoiceEvent.ClauseDone.class).utterance()).isEqualTo(2);
    }

    @Test
    void shouldStopWhenTheCallIsOver() throws Exception {
        mailbox.closed = true;
        stream.speak(1, 0, "Nobody is there.");
        RecordingMailbox other = new RecordingMailbox();
        VOICE.open(KEVIN, AudioFormat.MULAW_8K, other).speak(1, 0, "Next.");
        other.next(VoiceEvent.ClauseDone.class);
        assertThat(stream.speak(1, 1, "Still nobody.")).isEqualTo(OfferResult.CLOSED);
        assertThat(mailbox.peek()).isNull();
    }

    @Test
    void shouldGoOnForOthersWhereOneCallsInboxThrowsAnError() throws Exception {
        RecordingMailbox broken =
                new RecordingMailbox() {
                    @Override
                    public OfferResult synthesis(int utterance, byte[] audio, int at, int length) {
                        throw new AssertionError("on purpose");
                    }
                };
        long before = VOICE.stats().broken();
        VOICE.open(KEVIN, AudioFormat.L16_8K, broken).speak(1, 0, "This is lost.");
        assertThat(broken.next(VoiceEvent.Failed.class).failure().kind())
                .isEqualTo(ProviderFailure.Kind.BROKEN);
        stream.speak(1, 0, "This is not.");
        assertThat(mailbox.next(VoiceEvent.ClauseDone.class).samples()).isPositive();
        assertThat(VOICE.stats().broken()).isEqualTo(before + 1);
        assertThat(VOICE.queueDepth()).as("its place is given back").isZero();
    }

    @Test
    void shouldSayNothingForAClauseWithoutWords() throws Exception {
        stream.speak(1, 0, " ... ");
        assertThat(mailbox.next(VoiceEvent.ClauseDone.class).samples()).isZero();
    }

    @Test
    void shouldSpeakAtTelephoneLevelAndBeginAtOnce() {
        FreeTtsVoice voice = new FreeTtsVoice();
        short[] pcm = voice.speak("Good morning, you are speaking with an assistant.").pcm();
        double squares = 0;
        int audible = 0;
        int peak = 0;
        for (int at = 0; at + 80 <= pcm.length; at += 80) {
            if (AudibleLevel.isAudible(pcm, at, 80)) {
                audible += 80;
                for (int i = at; i < at + 80; i++) {
                    squares += (double) pcm[i] * pcm[i];
                    peak = Math.max(peak, Math.abs(pcm[i]));
                }
            }
        }
        double dbfs = 10 * Math.log10(squares / audible / (32768.0 * 32768.0));
        System.out.printf("active level %.1f dBFS, peak %d%n", dbfs, peak);
        assertThat(dbfs).isBetween(-22.0, -18.0);
        assertThat(peak).isLessThan(32_001);
        assertThat(AudibleLevel.firstAudibleMs(pcm, 0, pcm.length, 8000)).isZero();
        int end = AudibleLevel.lastAudibleMs(pcm, 0, pcm.length, 8000);
        assertThat(pcm.length / 8 - end).isBetween(0, 60);
    }

    @Test
    void shouldEndACallersPhraseWithItsLastAudibleBlock() {
        short[] pcm = new CallerVoice().speak("yes please");
        assertThat(AudibleLevel.lastAudibleMs(pcm, 0, pcm.length, 8000)).isEqualTo(pcm.length / 8);
    }
}
