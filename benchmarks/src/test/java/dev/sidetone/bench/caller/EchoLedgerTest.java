/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static dev.sidetone.bench.caller.TestTones.audible;
import static dev.sidetone.bench.caller.TestTones.join;
import static dev.sidetone.bench.caller.TestTones.silent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.Stimulus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller of an echo, and a way back that drops, swaps, repeats and adds frames. */
@Tag("unit")
final class EchoLedgerTest {

    private static final long MS = 1_000_000;
    private static final long FRAME = 20 * MS;
    private static final long T = 9_000_000_000L;
    private static final int FRAMES = 200;

    private final EchoLedger ledger = new EchoLedger("CA1");
    private final List<byte[]> sent = new ArrayList<>();

    @Test
    void shouldFindNothingWrongWithAnEchoThatReturnsAllInOrder() {
        sendAll();
        sent.forEach(ledger::onMedia);
        assertThat(figures()).isEqualTo(new EchoFigures(0, 0, 0, 0));
        assertThat(figures().faithful()).isTrue();
    }

    @Test
    void shouldSendSilenceThatIsSilentAndYetEachFrameAnother() {
        sendAll();
        assertThat(sent.stream().map(Arrays::toString).distinct()).hasSize(FRAMES);
        assertThat(sent)
                .allSatisfy(frame -> assertThat(WireAudio.decode(frame)).containsOnly((short) 0));
    }

    @Test
    void shouldCountAFrameThatALaterOneHasPassedAsLost() {
        sendAll();
        sent.remove(50);
        sent.remove(10);
        sent.forEach(ledger::onMedia);
        assertThat(figures()).isEqualTo(new EchoFigures(2, 0, 0, 0));
    }

    @Test
    void shouldCountWhatNeverComesBackAsLostOnceItIsOverdue() {
        sendAll();
        sent.subList(0, FRAMES - 60).forEach(ledger::onMedia);
        // The last 50 were sent within the last second and may be on their way.
        assertThat(ledger.figures(T + FRAMES * FRAME)).isEqualTo(new EchoFigures(11, 0, 0, 0));
    }

    @Test
    void shouldCountASwappedFrameOnceAndNotAsLost() {
        sendAll();
        byte[] early = sent.remove(31);
        sent.add(30, early);
        sent.forEach(ledger::onMedia);
        assertThat(figures()).isEqualTo(new EchoFigures(0, 1, 0, 0));
    }

    @Test
    void shouldCountARepeatedFrame() {
        sendAll();
        sent.add(40, sent.get(39));
        sent.forEach(ledger::onMedia);
        assertThat(figures()).isEqualTo(new EchoFigures(0, 0, 1, 0));
    }

    @Test
    void shouldKnowAnotherCallersSilenceFromItsOwn() {
        sendAll();
        EchoLedger other = new EchoLedger("CA2");
        sent.add(other.send(silent(20), T));
        sent.add(silent(20));
        sent.forEach(ledger::onMedia);
        assertThat(figures()).isEqualTo(new EchoFigures(0, 0, 0, 2));
    }

    @Test
    void shouldNotCareHowTheEchoIsCutIntoMessages() {
        sendAll();
        byte[] all = sent.stream().reduce(new byte[0], TestTones::join);
        for (int from = 0; from < all.length; from += 700) {
            ledger.onMedia(Arrays.copyOfRange(all, from, Math.min(all.length, from + 700)));
        }
        assertThat(figures().faithful()).isTrue();
    }

    @Test
    void shouldCountLossesAmongFramesThatAreAlike() {
        byte[] tone = Arrays.copyOf(audible(20), Stimulus.FRAME_BYTES);
        for (int i = 0; i < 5; i++) {
            ledger.send(tone, T);
        }
        byte[] after = ledger.send(silent(20), T);
        for (int i = 0; i < 3; i++) {
            ledger.onMedia(tone);
        }
        ledger.onMedia(after);
        assertThat(ledger.figures(T)).isEqualTo(new EchoFigures(2, 0, 0, 0));
    }

    @Test
    void shouldCompareInTheCallOfACallerThatIsToldOfTheEcho() {
        BadWayBack way = new BadWayBack();
        SimulatedCaller caller =
                new SimulatedCaller(
                        "CA1",
                        new CallerSocket.Call(
                                new CallerScript(
                                        List.of(
                                                new CallerStep.Silence(400),
                                                new CallerStep.Speak(speech()),
                                                new CallerStep.Silence(2000))),
                                20,
                                true,
                                _ -> {},
                                AgentWords.NONE),
                        way,
                        FrameClock.latenessHistogram());
        way.caller = caller;
        caller.onOpen(T);
        while (!caller.result().isDone()) {
            way.nowNs = caller.nextDueNs();
            caller.tick(way.nowNs);
        }
        CallResult result = caller.result().join();
        assertThat(result.failure()).isEmpty();
        // Dropped: 5, 40. Swapped: 10 with 11. Twice: 20.
        assertThat(result.counts().echo()).isEqualTo(new EchoFigures(2, 1, 1, 0));
    }

    private static Stimulus speech() {
        byte[] rising = join(audible(100), silent(100));
        return Stimulus.ofSpeech(WireAudio.decode(rising), "words");
    }

    private void sendAll() {
        for (int i = 0; i < FRAMES; i++) {
            sent.add(ledger.send(silent(20), T + i * FRAME));
        }
    }

    private EchoFigures figures() {
        return ledger.figures(T + FRAMES * FRAME);
    }

    /** An echo over a carrier that loses, swaps and repeats. */
    private static final class BadWayBack implements CallerWire {
        private @Nullable SimulatedCaller caller;
        private long nowNs;
        private byte[] held = new byte[0];

        @Override
        public void open() {}

        @Override
        public void media(long frame, byte[] mulaw) {
            if (frame == 5 || frame == 40) {
                return;
            }
            if (frame == 10) {
                held = mulaw;
                return;
            }
            back(mulaw);
            if (frame == 11) {
                back(held);
            }
            if (frame == 20) {
                back(mulaw);
            }
        }

        private void back(byte[] mulaw) {
            Objects.requireNonNull(caller).onMedia(mulaw, nowNs);
        }

        @Override
        public void key(char key) {}

        @Override
        public void mark(String name) {}

        @Override
        public void hangUp() {}
    }
}
