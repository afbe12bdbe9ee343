/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The loop is a list of tasks that the test runs when it likes. */
@Tag("unit")
final class WorkerOutboxTest {
    private static final int SLOTS = 16;

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final WorkerOutbox outbox = new WorkerOutbox(SLOTS, loop::add);
    private final SharedCounters counters = new SharedCounters();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RecordedLink real = new RecordedLink();
    private final OutboxLink link = new OutboxLink(channel, real, outbox, counters);

    private void runLoop() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    @Test
    void shouldCarryOutOrdersInTheirOrderOnTheLoopAlone() {
        link.sendMedia(new byte[] {9, 1, 2, 9}, 1, 2);
        link.sendMark(7);
        link.clear();
        link.close(Termination.of(Termination.Reason.DRAINED));
        outbox.flush();
        assertThat(real.done).as("before the loop runs").isEmpty();
        runLoop();
        assertThat(real.done).containsExactly("media [1, 2]", "mark 7", "clear", "close DRAINED");
    }

    @Test
    void shouldWakeTheLoopOnceACycleHoweverMuchWasSent() {
        for (int i = 0; i < 5; i++) {
            link.sendMark(i);
        }
        outbox.flush();
        outbox.flush();
        link.sendMark(5);
        outbox.flush();
        assertThat(loop).as("still the one that was not yet run").hasSize(1);
        runLoop();
        assertThat(real.done).hasSize(6);
        outbox.flush();
        assertThat(loop).as("nothing new").isEmpty();
    }

    @Test
    void shouldSendAMessageOfSeveralSlotsAsOne() {
        byte[] audio = new byte[3 * WorkerOutbox.SLOT_AUDIO_BYTES + 5];
        new Random(1).nextBytes(audio);
        link.sendMedia(audio, 0, audio.length);
        link.sendMedia(audio, 0, 3);
        outbox.flush();
        runLoop();
        assertThat(real.done)
                .containsExactly(
                        "media " + Arrays.toString(audio),
                        "media " + Arrays.toString(Arrays.copyOf(audio, 3)));
    }

    @Test
    void shouldRefuseMediaWhileAQuarterIsFreeAndMarksWhenNothingIs() {
        int media = 0;
        while (link.sendMedia(new byte[] {1}, 0, 1) == OfferResult.ACCEPTED) {
            media++;
        }
        assertThat(media).isEqualTo(SLOTS - SLOTS / 4);
        int marks = 0;
        while (link.sendMark(marks) == OfferResult.ACCEPTED) {
            marks++;
        }
        assertThat(marks).isEqualTo(SLOTS / 4);
        assertThat(counters.get(MediaCounter.CARRIER_BACK_PRESSURED)).isEqualTo(2);
        outbox.flush();
        runLoop();
        assertThat(real.done).hasSize(SLOTS);
        assertThat(link.sendMedia(new byte[] {1}, 0, 1)).isEqualTo(OfferResult.ACCEPTED);
    }

    @Test
    void shouldCloseEvenWhenNothingIsFree() {
        while (link.sendMark(1) == OfferResult.ACCEPTED) {
            // until it is full
        }
        link.close(Termination.of(Termination.Reason.DRAINED));
        channel.runPendingTasks();
        assertThat(real.done).containsExactly("close DRAINED");
        assertThat(link.sendMark(2)).isEqualTo(OfferResult.CLOSED);
    }

    @Test
    void shouldAnswerClosedOnceTheSocketIsGone() {
        channel.close().syncUninterruptibly();
        assertThat(link.sendMedia(new byte[1], 0, 1)).isEqualTo(OfferResult.CLOSED);
        assertThat(link.clear()).isEqualTo(OfferResult.CLOSED);
    }

    @Test
    void shouldHurtNobodyWhenTheLoopIsClosedBeforeItsWorker() {
        WorkerOutbox late =
                new WorkerOutbox(
                        SLOTS,
                        task -> {
                            throw new RejectedExecutionException("closed");
                        });
        new OutboxLink(channel, real, late, counters).sendMark(1);
        late.flush();
        assertThat(real.done).isEmpty();
    }

    @Test
    void shouldCloseTheLinkWhoseOrderFailsAndCarryOutThoseOfOthersInTheSameDrain() {
        RecordedLink healthy = new RecordedLink();
        OutboxLink other = new OutboxLink(channel, healthy, outbox, counters);
        real.failing = true;
        link.sendMark(1);
        other.sendMark(2);
        link.sendMark(3);
        link.sendMedia(new byte[] {1}, 0, 1);
        other.sendMark(4);
        outbox.flush();
        loop.remove().run();
        assertThat(healthy.done).containsExactly("mark 2", "mark 4");
        assertThat(real.done).containsExactly("close INTERNAL");
        assertThat(counters.get(MediaCounter.LINK_FAULTS)).isOne();
        assertThat(loop).isEmpty();
    }

    @Test
    void shouldComeBackForTheRestWhenADrainIsBrokenOff() {
        real.failing = true;
        outbox.mark(real, 1);
        outbox.clear(real);
        outbox.flush();
        assertThatThrownBy(loop.remove()::run).hasMessage("on purpose");
        runLoop();
        assertThat(real.done).containsExactly("clear");
    }

    @Test
    void shouldCloseTheSocketOfALinkThatCannotEvenClose() {
        real.failing = true;
        real.unclosable = true;
        link.sendMark(1);
        outbox.flush();
        runLoop();
        assertThat(channel.isOpen()).isFalse();
        assertThat(link.sendMark(2)).isEqualTo(OfferResult.CLOSED);
        assertThat(counters.get(MediaCounter.LINK_FAULTS)).isEqualTo(2);
    }

    @Test
    void shouldTakeNoMoreThanTheSocketHasRoomForWhenAllOfItArrives() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1000, 2000));
        int taken = 0;
        while (link.sendMedia(new byte[100], 0, 100) == OfferResult.ACCEPTED) {
            taken++;
        }
        // 2000 bytes at 456 each, of which the last may pass the mark
        assertThat(taken).isEqualTo(5).isLessThan(SLOTS - SLOTS / 4);
        assertThat(counters.get(MediaCounter.CARRIER_BACK_PRESSURED)).isOne();
        assertThat(link.sendMark(1)).as("small and needed").isEqualTo(OfferResult.ACCEPTED);
        outbox.flush();
        runLoop();
        assertThat(real.done).hasSize(6);
        assertThat(link.sendMedia(new byte[100], 0, 100)).isEqualTo(OfferResult.ACCEPTED);
    }

    @Test
    void shouldComeBackForWhatOneDrainLeaves() {
        WorkerOutbox large = new WorkerOutbox(1024, loop::add);
        OutboxLink busy = new OutboxLink(channel, real, large, counters);
        for (int i = 0; i < 600; i++) {
            busy.sendMark(i);
        }
        large.flush();
        loop.remove().run();
        assertThat(real.done).hasSize(WorkerOutbox.DRAIN_LIMIT);
        runLoop();
        assertThat(real.done).hasSize(600);
    }

    private static final class RecordedLink implements CarrierLink {
        private final List<String> done = new ArrayList<>();
        private boolean failing;
        private boolean unclosable;

        @Override
        public LinkTraits traits() {
            return new LinkTraits(
                    "test", AudioFormat.MULAW_8K, AudioFormat.MULAW_8K, true, true, 200);
        }

        @Override
        public OfferResult sendMedia(byte[] audio, int offset, int length) {
            done.add(
                    "media " + Arrays.toString(Arrays.copyOfRange(audio, offset, offset + length)));
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult sendMark(long markId) {
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
            done.add("mark " + markId);
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult clear() {
            done.add("clear");
            return OfferResult.ACCEPTED;
        }

        @Override
        public void close(Termination termination) {
            if (unclosable) {
                throw new IllegalStateException("on purpose");
            }
            done.add("close " + termination.reason());
        }
    }
}
