/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SpeechGateTest {

    private final SpeechGate gate = new SpeechGate(new GateConfig(0.5f, 0.35f, 200, 400, 150, 500));

    @Test
    void shouldOpenOnceEnoughSpeechWasHeardAndSayWhereItBegan() {
        feed(500, 0.1f);
        assertThat(feed(190, 0.9f)).isEqualTo(GateSignal.NONE);
        assertThat(gate.isOpen()).isFalse();
        assertThat(feed(10, 0.9f)).isEqualTo(GateSignal.OPENED);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.speechStartMs()).isEqualTo(500);
        assertThat(gate.lastSpeechMs()).isEqualTo(700);
        assertThat(gate.streamMs()).isEqualTo(700);
    }

    @Test
    void shouldNeverOpenForBurstsOf150Milliseconds() {
        for (int burst = 0; burst < 10; burst++) {
            feed(150, 1f);
            assertThat(gate.isOpen()).isFalse();
            feed(260, 0f);
        }
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void shouldOpenForAShortWordWithAClosureInside() {
        feed(1_000, 0f);
        // "six": hiss and vowel, the closure of the k, hiss.
        feed(150, 0.8f);
        feed(70, 0f);
        feed(60, 0.8f);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.speechStartMs()).isEqualTo(1_000);
    }

    @Test
    void shouldCloseAfterTheHangoverAndSayWhereSpeechEnded() {
        feed(300, 1f);
        assertThat(feed(140, 0f)).isEqualTo(GateSignal.NONE);
        assertThat(feed(10, 0f)).isEqualTo(GateSignal.CLOSED);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.lastSpeechMs()).isEqualTo(300);
        assertThat(gate.streamMs()).isEqualTo(450);
    }

    @Test
    void shouldStayOpenForWhatWouldNotOpenIt() {
        feed(300, 1f);
        feed(500, 0.4f);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.lastSpeechMs()).isEqualTo(800);
        feed(150, 0.3f);
        assertThat(gate.isOpen()).isFalse();
        feed(500, 0.4f);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void shouldCloseAlthoughClicksNeverCease() {
        feed(300, 1f);
        for (int i = 0; i < 4; i++) {
            feed(50, 0f);
            feed(10, 1f);
        }
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.lastSpeechMs()).isEqualTo(300);
    }

    @Test
    void shouldCountTheReleaseAfterAClosureAsSpeech() {
        feed(300, 1f);
        feed(100, 0f);
        feed(40, 1f);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.lastSpeechMs()).isEqualTo(440);
    }

    @Test
    void shouldStirWhileAWordMayHaveBegun() {
        feed(1_000, 0f);
        feed(20, 1f);
        assertThat(gate.isStirring()).isFalse();
        feed(10, 1f);
        assertThat(gate.isStirring()).isTrue();
        feed(70, 0f);
        assertThat(gate.isStirring()).isTrue();
        feed(10, 0f);
        assertThat(gate.isStirring()).isFalse();
        feed(300, 1f);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.isStirring()).isFalse();
    }

    @Test
    void shouldAskForFreshSpeechAfterItClosed() {
        feed(300, 1f);
        feed(150, 0f);
        feed(190, 1f);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.lastSpeechMs()).isEqualTo(300);
        feed(10, 1f);
        assertThat(gate.speechStartMs()).isEqualTo(450);
    }

    @Test
    void shouldRefuseAWrongConfigurationWithWhatWasExpected() {
        assertThatThrownBy(() -> new GateConfig(0.5f, 0.6f, 200, 400, 80, 500))
                .hasMessageContaining("closeThreshold");
        assertThatThrownBy(() -> new GateConfig(0.5f, 0.3f, 205, 400, 80, 500))
                .hasMessageContaining("minSpeechMs must be 10 to 400 in steps of 10: 205");
        assertThatThrownBy(() -> new GateConfig(0.5f, 0.3f, 200, 650, 80, 800))
                .hasMessageContaining("windowMs");
        assertThatThrownBy(() -> new GateConfig(0.5f, 0.3f, 200, 400, 80, 200))
                .hasMessageContaining("preRollMs");
    }

    @Test
    void shouldTakeTheLongestWindow() {
        SpeechGate wide = new SpeechGate(new GateConfig(0.5f, 0.3f, 640, 640, 80, 640));
        GateSignal last = GateSignal.NONE;
        for (int i = 0; i < 64; i++) {
            assertThat(last).isEqualTo(GateSignal.NONE);
            last = wide.onBlock(1f);
        }
        assertThat(last).isEqualTo(GateSignal.OPENED);
        assertThat(wide.speechStartMs()).isZero();
    }

    private GateSignal feed(int milliseconds, float probability) {
        GateSignal last = GateSignal.NONE;
        for (int ms = 0; ms < milliseconds; ms += SpeechGate.BLOCK_MS) {
            last = gate.onBlock(probability);
        }
        return last;
    }
}
