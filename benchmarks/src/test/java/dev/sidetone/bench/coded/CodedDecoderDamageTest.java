/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedLine.Heard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every frame that lies wholly in the codeword, damaged in every way, at many alignments. */
@Tag("unit")
final class CodedDecoderDamageTest {

    private static final int LINES = 100;

    private final Random random = new Random(23);

    @FunctionalInterface
    private interface Damage {
        void apply(List<byte[]> frames, int at);
    }

    @Test
    void shouldHearNoPhraseWhenAFrameIsLost() {
        assertNothingHeard(List::remove);
    }

    @Test
    void shouldHearNoPhraseWhenAFrameIsLostAndSilencePlayedForIt() {
        byte[] silence = new byte[CodedLine.FRAME];
        Arrays.fill(silence, WireAudio.SILENCE);
        assertNothingHeard((frames, at) -> frames.set(at, silence));
    }

    @Test
    void shouldHearNoPhraseWhenALostFrameIsConcealedByTheOneBefore() {
        assertNothingHeard((frames, at) -> frames.set(at, frames.get(at - 1)));
    }

    @Test
    void shouldHearNoPhraseWhenAFrameComesTwice() {
        assertNothingHeard((frames, at) -> frames.add(at, frames.get(at)));
    }

    @Test
    void shouldHearNoPhraseWhenAFrameIsSwappedWithTheNext() {
        assertNothingHeard((frames, at) -> Collections.swap(frames, at, at + 1));
    }

    @Test
    void shouldNeverHearAnotherPhraseWhenAnyTwoFramesAreSwapped() {
        for (int line = 0; line < LINES; line++) {
            int number = random.nextInt(CodedPhrase.COUNT);
            int before = 320 + random.nextInt(CodedLine.FRAME);
            List<byte[]> whole = CodedLine.frames(CodedLine.phrase(number, before, random));
            for (int at = 0; at < whole.size() && at < 18; at++) {
                for (int other = at + 1; other < 20; other++) {
                    List<byte[]> frames = new ArrayList<>(whole);
                    Collections.swap(frames, at, other);
                    // Frames with the same tone are the same audio: then nothing is wrong.
                    assertThat(CodedLine.decode(frames).numbers).isSubsetOf(number);
                }
            }
        }
    }

    @Test
    void shouldNeverHearAPhraseMadeOfTheHalvesOfTwo() {
        for (int line = 0; line < LINES * 5; line++) {
            int number = random.nextInt(CodedPhrase.COUNT);
            int other = number ^ (1 + random.nextInt(CodedPhrase.COUNT - 1));
            List<byte[]> frames = CodedLine.frames(CodedLine.phrase(number, 320, random));
            List<byte[]> foreign = CodedLine.frames(CodedLine.phrase(other, 320, random));
            int from = 2 + random.nextInt(11);
            for (int at = from; at < frames.size(); at++) {
                frames.set(at, foreign.get(at));
            }
            assertThat(CodedLine.decode(frames).numbers).isSubsetOf(number, other);
        }
    }

    private void assertNothingHeard(Damage damage) {
        int broken = 0;
        for (int line = 0; line < LINES; line++) {
            int number = random.nextInt(CodedPhrase.COUNT);
            int before = 320 + random.nextInt(CodedLine.FRAME);
            List<byte[]> whole = CodedLine.frames(CodedLine.phrase(number, before, random));
            assertThat(CodedLine.decode(whole).numbers).containsExactly(number);
            int first = (before + CodedLine.FRAME - 1) / CodedLine.FRAME;
            int end = (before + CodedSpeech.CODEWORD_SAMPLES) / CodedLine.FRAME;
            for (int at = first; at < end; at++) {
                List<byte[]> frames = new ArrayList<>(whole);
                damage.apply(frames, at);
                Heard heard = CodedLine.decode(frames);
                assertThat(heard.numbers)
                        .as("line %d, phrase %d, frame %d, %d before", line, number, at, before)
                        .isEmpty();
                broken += heard.broken;
            }
        }
        assertThat(broken).isPositive();
    }
}
