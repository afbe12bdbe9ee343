/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedLine.Heard;
import dev.sidetone.codec.resample.Downsampler16To8;
import dev.sidetone.codec.resample.Upsampler8To16;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CodedDecoderTest {

    private static final int SAMPLE = 300;

    private final Random random = new Random(7);

    @Test
    void shouldDecodeEveryPhraseThroughMuLawAtAnyAlignmentAndSayWhereItBegan() {
        for (int i = 0; i < SAMPLE; i++) {
            int number = i < 2 ? i * (CodedPhrase.COUNT - 1) : random.nextInt(CodedPhrase.COUNT);
            int before = random.nextInt(1000);
            Heard heard = CodedLine.decode(CodedLine.phrase(number, before, random));
            assertThat(heard.numbers)
                    .as("phrase %d after %d", number, before)
                    .containsExactly(number);
            assertThat(heard.starts.getFirst()).isBetween(Math.max(0L, before - 16L), before + 16L);
            assertThat(heard.broken).isZero();
        }
    }

    @Test
    void shouldDecodeAtTwentyDecibelsLess() {
        for (int i = 0; i < SAMPLE; i++) {
            int number = random.nextInt(CodedPhrase.COUNT);
            short[] line = CodedLine.phrase(number, random.nextInt(1000), random);
            assertThat(CodedLine.decode(CodedLine.scaled(line, 0.1)).numbers)
                    .containsExactly(number);
        }
    }

    @Test
    void shouldDecodeInNoiseTwentyDecibelsBelow() {
        double toneRms = 9000 / Math.sqrt(2);
        for (int i = 0; i < SAMPLE; i++) {
            int number = random.nextInt(CodedPhrase.COUNT);
            short[] line = CodedLine.phrase(number, random.nextInt(1000), random);
            short[] noise = CodedLine.noise(line.length, toneRms / 10, random);
            assertThat(CodedLine.decode(CodedLine.mixed(line, noise)).numbers)
                    .containsExactly(number);
        }
    }

    @Test
    void shouldDecodeWhateverPiecesTheAudioComesIn() {
        for (int piece : new int[] {1, 7, 80, 161, 800, 5000}) {
            short[] line = CodedLine.phrase(54_321, 333, random);
            byte[] mulaw = WireAudio.encode(line);
            assertThat(CodedLine.decode(mulaw, piece).numbers).containsExactly(54_321);
            Heard heard = new Heard();
            CodedDecoder decoder = CodedSpeech.decoder(heard);
            for (int at = 0; at < line.length; at += piece) {
                decoder.onPcm(line, at, Math.min(piece, line.length - at));
            }
            assertThat(heard.numbers).containsExactly(54_321);
            assertThat(decoder.samples()).isEqualTo(line.length);
        }
    }

    @Test
    void shouldDecodeAfterAWayThroughSixteenKilohertz() {
        for (int i = 0; i < SAMPLE / 4; i++) {
            int number = random.nextInt(CodedPhrase.COUNT);
            short[] line = CodedLine.phrase(number, random.nextInt(1000), random);
            short[] wide = new short[2 * line.length];
            new Upsampler8To16().resample(line, 0, line.length, wide, 0);
            short[] narrow = new short[line.length + 1];
            int samples = new Downsampler16To8().resample(wide, 0, wide.length, narrow, 0);
            Heard heard = new Heard();
            CodedSpeech.decoder(heard).onPcm(narrow, 0, samples);
            assertThat(heard.numbers).containsExactly(number);
        }
    }

    @Test
    void shouldDecodePhrasesThatFollowEachOtherAndOneBehindAnAbortedOne() {
        for (int i = 0; i < SAMPLE / 4; i++) {
            int first = random.nextInt(CodedPhrase.COUNT);
            int second = random.nextInt(CodedPhrase.COUNT);
            short[] one = CodedSpeech.codeword(new CodedPhrase(first));
            short[] other = CodedLine.phrase(second, 0, random);
            int kept = 320 + random.nextInt(one.length - 640);
            short[] cut = new short[100 + kept + 160 + other.length];
            System.arraycopy(one, 0, cut, 100, kept);
            System.arraycopy(other, 0, cut, 100 + kept + 160, other.length);
            assertThat(CodedLine.decode(cut).numbers).as("cut at %d", kept).containsExactly(second);
            // A codeword never follows another without any speech: a slot of silence stands for it.
            int next = 100 + one.length + 160;
            short[] whole = new short[next + other.length];
            System.arraycopy(one, 0, whole, 100, one.length);
            System.arraycopy(other, 0, whole, next, other.length);
            assertThat(CodedLine.decode(whole).numbers).containsExactly(first, second);
        }
    }

    @Test
    void shouldHearNoPhraseInTwoOnTopOfEachOther() {
        for (int i = 0; i < SAMPLE; i++) {
            int first = random.nextInt(CodedPhrase.COUNT);
            int second = first ^ (1 + random.nextInt(CodedPhrase.COUNT - 1));
            int shift = random.nextInt(CodedSpeech.CODEWORD_SAMPLES - 640);
            short[] sum =
                    CodedLine.mixed(
                            CodedLine.phrase(first, 200, random),
                            CodedLine.phrase(second, 200 + shift, random));
            assertThat(CodedLine.decode(sum).numbers).as("shift %d", shift).isEmpty();
        }
    }

    @Test
    void shouldHearNoPhraseInSpeechNoiseAndSilence() {
        Heard heard = CodedLine.decode(CodedLine.babble(8000 * 40, random));
        assertThat(heard.numbers).isEmpty();
        assertThat(CodedLine.decode(CodedLine.noise(8000 * 60, 3000, random)).numbers).isEmpty();
        assertThat(CodedLine.decode(new short[8000 * 5]).numbers).isEmpty();
    }
}
