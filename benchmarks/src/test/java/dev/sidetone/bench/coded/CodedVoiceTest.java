/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedLine.Heard;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.vad.energy.EnergyDetector;
import dev.sidetone.vad.gate.GateSignal;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CodedVoiceTest {

    private static CodedVoice voice = new CodedVoice(text -> new short[0]);

    @BeforeAll
    static void loadVoice() {
        voice = new CodedVoice();
        voice.warm();
    }

    @Test
    void shouldSpeakAPhraseThatDecodesAndEndsWithItsLastAudibleBlock() {
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            CodedPhrase phrase = new CodedPhrase(random.nextInt(CodedPhrase.COUNT));
            Stimulus stimulus = voice.stimulus(phrase);
            assertThat(CodedLine.decode(stimulus.mulaw(), 160).numbers)
                    .containsExactly(phrase.number());
            assertThat(stimulus.turns()).hasSize(1);
            Stimulus.SpokenTurn turn = stimulus.turns().getFirst();
            assertThat(turn.onsetMs()).isZero();
            assertThat(turn.endMs()).isBetween(900, 4000);
            assertThat(stimulus.mulaw().length / 8 - turn.endMs()).isLessThan(20);
            assertThat(turn.text()).isEqualTo(phrase.text());
        }
    }

    @Test
    void shouldBeOneStretchOfSpeechToTheEnergyDetectorAndTheGate() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            CodedPhrase phrase = new CodedPhrase(random.nextInt(CodedPhrase.COUNT));
            short[] spoken = WireAudio.decode(voice.stimulus(phrase).mulaw());
            short[] line = new short[8000 + spoken.length + 8000];
            System.arraycopy(spoken, 0, line, 8000, spoken.length);
            SpeechGate gate = new SpeechGate();
            EnergyDetector detector = new EnergyDetector();
            int opened = 0;
            int closed = 0;
            for (int at = 0; at + 80 <= line.length; at += 80) {
                GateSignal signal = gate.onBlock(detector.onBlock(line, at));
                opened += signal == GateSignal.OPENED ? 1 : 0;
                closed += signal == GateSignal.CLOSED ? 1 : 0;
            }
            assertThat(opened).as(phrase.text()).isEqualTo(1);
            assertThat(closed).as(phrase.text()).isEqualTo(1);
            assertThat(gate.speechStartMs()).isBetween(990L, 1010L);
            long endMs = 1000L + voice.stimulus(phrase).turns().getFirst().endMs();
            assertThat(gate.lastSpeechMs()).as(phrase.text()).isBetween(endMs - 60, endMs + 10);
        }
    }

    @Test
    void shouldSayTheSameWordFromMemory() {
        int[] syntheses = new int[1];
        CodedVoice counting =
                new CodedVoice(text -> {
                    syntheses[0]++;
                    short[] pcm = new short[text.length()];
                    Arrays.fill(pcm, (short) text.length());
                    return pcm;
                });
        assertThat(counting.say("Blue, blue boats!")).hasSize(4 + 4 + 5);
        counting.say("boats blue");
        assertThat(syntheses[0]).isEqualTo(2);
        assertThat(counting.say(" ... ")).isEmpty();
    }

    @Test
    void shouldHearNothingCodedInPlainSpeech() {
        Heard heard = CodedLine.decode(voice.say(String.join(" ", CodedWords.all())));
        assertThat(heard.numbers).isEmpty();
        assertThat(heard.broken).isLessThanOrEqualTo(1);
    }
}
