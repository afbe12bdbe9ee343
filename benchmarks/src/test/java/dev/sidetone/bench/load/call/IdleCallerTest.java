/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class IdleCallerTest {

    private static final int BYTES_PER_MS = 8;

    private final LoadTally tally = new LoadTally();
    private final List<String> marks = new ArrayList<>();
    private final IdleCaller caller = new IdleCaller(20, TimeUnit.SECONDS.toNanos(5), tally);

    private static long ns(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private static byte[] tone(int ms) {
        short[] pcm = new short[ms * BYTES_PER_MS];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (9000 * Math.sin(2 * Math.PI * 333 * i / 8000));
        }
        return WireAudio.encode(pcm);
    }

    private static byte[] silence(int ms) {
        byte[] mulaw = new byte[ms * BYTES_PER_MS];
        Arrays.fill(mulaw, WireAudio.SILENCE);
        return mulaw;
    }

    private void hear(byte[] mulaw, long atMs) {
        caller.onMedia(mulaw, mulaw.length, ns(atMs));
    }

    private LoadSnapshot.Idle heard() {
        return tally.snapshot(0).idle();
    }

    @Test
    void shouldTakeShortPausesForPartsOfTheGreeting() {
        caller.onOpen(0, marks::add);
        hear(tone(500), 0);
        hear(tone(500), 1200);
        hear(silence(600), 1800);
        hear(tone(500), 2400);
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(1, 0, 0));
    }

    @Test
    void shouldLetTheAgentAskWhetherSomebodyIsThere() {
        hear(tone(500), 0);
        hear(tone(500), 5600);
        hear(tone(500), 11_200);
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(1, 2, 0));
    }

    @Test
    void shouldCountWhatComesSoonerThanThat() {
        hear(tone(500), 0);
        hear(tone(20), 3000);
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(1, 0, 1));
        hear(tone(20), 6000);
        assertThat(heard())
                .as("and the silence begins anew")
                .isEqualTo(new LoadSnapshot.Idle(1, 0, 2));
    }

    @Test
    void shouldMeasureSilenceAsItIsPlayedAndNotAsItArrives() {
        byte[] whole = new byte[9500 * BYTES_PER_MS];
        Arrays.fill(whole, WireAudio.SILENCE);
        System.arraycopy(tone(500), 0, whole, 0, 500 * BYTES_PER_MS);
        System.arraycopy(tone(500), 0, whole, 2500 * BYTES_PER_MS, 500 * BYTES_PER_MS);
        System.arraycopy(tone(500), 0, whole, 9000 * BYTES_PER_MS, 500 * BYTES_PER_MS);
        hear(whole, 0);
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(1, 1, 1));
        // joins on to what is being played, long after it came
        hear(tone(500), 100);
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(1, 1, 1));
    }

    @Test
    void shouldHearNothingInSilenceThatIsSent() {
        for (int frame = 0; frame < 100; frame++) {
            hear(silence(20), 20L * frame);
        }
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(0, 0, 0));
    }

    @Test
    void shouldNotHearWhatWasCleared() {
        hear(tone(4000), 0);
        caller.onClear(ns(500));
        hear(tone(500), 3000);
        assertThat(heard()).isEqualTo(new LoadSnapshot.Idle(1, 0, 1));
    }

    @Test
    void shouldReturnAMarkWhenWhatPrecedesItHasBeenPlayed() {
        caller.onOpen(0, marks::add);
        hear(tone(500), 0);
        caller.onMark("greeted", ns(1));
        assertThat(caller.tick(ns(100))).isEqualTo(ns(520));
        assertThat(marks).isEmpty();
        assertThat(caller.tick(ns(520))).isEqualTo(DueEntry.NEVER);
        assertThat(marks).containsExactly("greeted");
    }
}
