/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PlayoutBufferTest {
    private final WorkerCounters counters = new WorkerCounters();
    private final ChunkPool pool = new ChunkPool(16, 100, counters);
    private final PlayoutBuffer buffer = new PlayoutBuffer(pool, 200, counters);
    private final byte[] audio = new byte[300];

    @Test
    void shouldGiveBackBytesInOrderThroughAnyMixOfSizes() {
        Random random = new Random(42);
        Deque<Byte> expected = new ArrayDeque<>();
        byte next = 0;
        byte[] taken = new byte[64];
        for (int step = 0; step < 20_000; step++) {
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                audio[i] = next++;
            }
            if (buffer.append(audio, 0, length) == OfferResult.ACCEPTED) {
                for (int i = 0; i < length; i++) {
                    expected.add(audio[i]);
                }
            }
            int count = buffer.take(taken, 2, random.nextInt(60));
            for (int i = 0; i < count; i++) {
                assertThat(taken[2 + i]).isEqualTo(expected.remove());
            }
            assertThat(buffer.size()).isEqualTo(expected.size());
        }
        assertThat(counters.get(MediaCounter.PLAYOUT_REFUSED))
                .as("the cap was reached now and then")
                .isPositive();
    }

    @Test
    void shouldRefuseWhatPassesItsCapWhole() {
        assertThat(buffer.append(audio, 0, 150)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(buffer.append(audio, 0, 51)).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(buffer.size()).isEqualTo(150);
        assertThat(buffer.append(audio, 0, 50)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(buffer.size()).isEqualTo(200);
        assertThat(counters.get(MediaCounter.PLAYOUT_REFUSED)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatThePoolCannotHoldAndTakeNoChunkForIt() {
        ChunkPool small = new ChunkPool(16, 2, counters);
        PlayoutBuffer first = new PlayoutBuffer(small, 200, counters);
        PlayoutBuffer second = new PlayoutBuffer(small, 200, counters);
        first.append(audio, 0, 16);

        assertThat(second.append(audio, 0, 17)).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(second.append(audio, 0, 16)).isEqualTo(OfferResult.ACCEPTED);
        first.release();
        assertThat(second.append(audio, 0, 16)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(small.allocated()).isEqualTo(2);
    }

    @Test
    void shouldHoldNoChunkWhileEmpty() {
        buffer.append(audio, 0, 40);
        buffer.take(new byte[40], 0, 40);
        assertThat(pool.available()).isEqualTo(100);
        buffer.append(audio, 0, 40);
        buffer.clear();
        assertThat(pool.available()).isEqualTo(100);
        assertThat(pool.allocated()).isEqualTo(3);
    }

    @Test
    void shouldSayHowMuchAClearDroppedAndGoOn() {
        buffer.append(audio, 0, 70);
        buffer.take(new byte[30], 0, 30);

        assertThat(buffer.clear()).isEqualTo(40);
        assertThat(buffer.size()).isZero();
        assertThat(counters.get(MediaCounter.PLAYOUT_CLEARED_BYTES)).isEqualTo(40);
        assertThat(buffer.append(audio, 0, 10)).isEqualTo(OfferResult.ACCEPTED);
    }

    @Test
    void shouldTakeNothingOnceReleased() {
        buffer.append(audio, 0, 70);

        assertThat(buffer.release()).isEqualTo(70);
        assertThat(buffer.release()).isZero();
        assertThat(buffer.append(audio, 0, 1)).isEqualTo(OfferResult.CLOSED);
        assertThat(buffer.take(new byte[1], 0, 1)).isZero();
    }
}
