/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
class WorkerInboxTest {
    private static final int SLOTS = 32;
    private static final long CALL = 7;
    private static final byte[] FRAME = new byte[160];

    private final ManualClock clock = new ManualClock(5_000);
    private final SharedCounters counters = new SharedCounters();
    private final StandInOwner owner = new StandInOwner();
    private final WorkerInbox inbox = new WorkerInbox(SLOTS, clock, counters, owner);

    @Test
    void shouldBringMediaWithItsTimestamps() {
        byte[] src = {9, 1, 2, 3, 9};
        inbox.offerMedia(CALL, 1234, 4_000, src, 1, 3);

        drainExactly(
                1,
                slot -> {
                    assertThat(slot.callKey()).isEqualTo(CALL);
                    assertThat(slot.kind()).isEqualTo(SlotKind.MEDIA);
                    assertThat(slot.mediaMs()).isEqualTo(1234);
                    assertThat(slot.arrivalNs()).isEqualTo(4_000);
                    assertThat(audioOf(slot)).containsExactly(1, 2, 3);
                });
    }

    @Test
    void shouldStampSynthesisAndFactsWithTheWorkersClock() {
        inbox.offerSynthesis(CALL, 3, FRAME, 0, 160);
        inbox.offerFact(CALL, SlotKind.TOOL, "outcome");

        List<String> seen = new ArrayList<>();
        drainExactly(
                2,
                slot -> {
                    assertThat(slot.arrivalNs()).isEqualTo(5_000);
                    seen.add(slot.kind() + " " + slot.utterance());
                });
        assertThat(seen).containsExactly("SYNTHESIS 3", "TOOL 0");
    }

    @Test
    void shouldSplitALongPayloadOverSlotsInOrder() {
        byte[] src = new byte[2 * WorkerInbox.SLOT_AUDIO_BYTES + 10];
        for (int i = 0; i < src.length; i++) {
            src[i] = (byte) (i * 31);
        }
        inbox.offerMedia(CALL, 40, 1, src, 0, src.length);

        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List<Long> timestamps = new ArrayList<>();
        drainExactly(
                3,
                slot -> {
                    joined.writeBytes(audioOf(slot));
                    timestamps.add(slot.mediaMs());
                });
        assertThat(joined.toByteArray()).isEqualTo(src);
        assertThat(timestamps).containsExactly(40L, -1L, -1L);
    }

    @Test
    void shouldTakeNothingOfAPayloadThatDoesNotFitWhole() {
        fillWithMedia(23);
        byte[] twoSlots = new byte[WorkerInbox.SLOT_AUDIO_BYTES + 1];

        assertThat(inbox.offerMedia(CALL, 0, 0, twoSlots, 0, twoSlots.length))
                .isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(inbox.drain(slot -> true)).isEqualTo(23);
    }

    @Test
    void shouldKeepAQuarterFreeOfMediaAnEighthFreeOfSynthesisAndNothingFreeOfFacts() {
        assertThat(countAccepted(() -> inbox.offerMedia(CALL, 0, 0, FRAME, 0, 160))).isEqualTo(24);
        assertThat(countAccepted(() -> inbox.offerSynthesis(CALL, 1, FRAME, 0, 160))).isEqualTo(4);
        assertThat(countAccepted(() -> inbox.offerFact(CALL, SlotKind.CARRIER, "fact")))
                .isEqualTo(4);

        assertThat(counters.get(MediaCounter.MEDIA_REFUSED)).isEqualTo(1);
        assertThat(counters.get(MediaCounter.SYNTHESIS_REFUSED)).isEqualTo(1);
        assertThat(counters.get(MediaCounter.FACTS_REFUSED)).isEqualTo(1);
        assertThat(inbox.drain(slot -> true)).isEqualTo(SLOTS);
    }

    @Test
    void shouldRememberTheCallWhoseFactWasRefusedOnce() {
        countAccepted(() -> inbox.offerFact(1, SlotKind.CARRIER, "fills"));
        inbox.offerFact(CALL, SlotKind.CARRIER, "refused");
        inbox.offerFact(CALL, SlotKind.CARRIER, "refused again");

        List<Long> refused = new ArrayList<>();
        assertThat(inbox.hasRefused()).isTrue();
        assertThat(inbox.takeRefused(refused::add)).isFalse();
        assertThat(refused).containsExactlyInAnyOrder(1L, CALL);
        assertThat(inbox.hasRefused()).isFalse();
    }

    @Test
    void shouldLoseNothingOnTheWorkersOwnThreadByDrainingInPlace() {
        List<Long> handled = new ArrayList<>();
        owner.ownThread = true;
        owner.drainInPlace =
                () ->
                        inbox.drain(slot -> handled.add(slot.mediaMs()) && handled.size() % 5 != 0)
                                > 0;

        for (long ms = 0; ms < 200; ms++) {
            assertThat(inbox.offerMedia(CALL, ms, 0, FRAME, 0, 160))
                    .isEqualTo(OfferResult.ACCEPTED);
        }
        inbox.drain(slot -> handled.add(slot.mediaMs()));

        assertThat(handled).hasSize(200).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseOnTheOwnThreadWhenItCannotDrainInPlace() {
        owner.ownThread = true;
        assertThat(countAccepted(() -> inbox.offerMedia(CALL, 0, 0, FRAME, 0, 160))).isEqualTo(24);
    }

    @Test
    void shouldNotRepeatTheSlotWhoseHandlerThrew() {
        inbox.offerFact(CALL, SlotKind.TOOL, "bad");
        inbox.offerFact(CALL, SlotKind.TOOL, "good");

        assertThatThrownBy(() ->
                        inbox.drain(slot -> {
                            throw new IllegalStateException("from the handler");
                        }))
                .hasMessage("from the handler");
        drainExactly(1, slot -> assertThat(slot.fact()).isEqualTo("good"));
    }

    @Test
    void shouldForgetAFactOnceHandled() {
        List<InboxSlot> kept = new ArrayList<>();
        inbox.offerFact(CALL, SlotKind.TOOL, "fact");
        inbox.drain(kept::add);

        assertThat(kept.getFirst().isEmpty()).isTrue();
        assertThat(kept.getFirst().callKey()).isEqualTo(WorkerInbox.NO_CALL);
    }

    @Test
    void shouldStopWhereTheHandlerSaysAndGoOnFromThere() {
        fillWithMedia(3);
        assertThat(inbox.drain(slot -> false)).isEqualTo(1);
        assertThat(inbox.hasWaiting()).isTrue();
        assertThat(inbox.drain(slot -> true)).isEqualTo(2);
        assertThat(inbox.hasWaiting()).isFalse();
    }

    @Test
    void shouldTakeNothingOnceClosedButGiveWhatItHolds() {
        fillWithMedia(2);
        inbox.close();

        assertThat(inbox.offerMedia(CALL, 0, 0, FRAME, 0, 160)).isEqualTo(OfferResult.CLOSED);
        assertThat(inbox.offerSynthesis(CALL, 1, FRAME, 0, 160)).isEqualTo(OfferResult.CLOSED);
        assertThat(inbox.offerFact(CALL, SlotKind.TOOL, "fact")).isEqualTo(OfferResult.CLOSED);
        assertThat(counters.get(MediaCounter.OFFERS_AFTER_END)).isEqualTo(3);
        assertThat(inbox.hasRefused()).isFalse();
        assertThat(inbox.drain(slot -> true)).isEqualTo(2);
    }

    @Test
    void shouldRefuseARangeOutsideTheArrayBeforeAnythingIsClaimed() {
        assertThatThrownBy(() -> inbox.offerMedia(CALL, 0, 0, FRAME, 1, 160))
                .isInstanceOf(IndexOutOfBoundsException.class);
        fillWithMedia(1);
        assertThat(inbox.drain(slot -> true)).isEqualTo(1);
    }

    // Real threads: the race between producers is the point. A thread of its own for the test, too,
    // since a spinning reader could not be interrupted.
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldLoseNothingFromSeveralProducers() throws InterruptedException {
        int producers = 3;
        int each = 20_000;
        AtomicLong gaps = new AtomicLong();
        long[] lastSeen = new long[producers + 1];
        List<Thread> threads = new ArrayList<>();
        for (int p = 1; p <= producers; p++) {
            long key = p;
            threads.add(Thread.ofPlatform().daemon().start(() -> offerAll(key, each)));
        }
        long handled = 0;
        while (handled < (long) producers * each) {
            handled +=
                    inbox.drain(slot -> {
                        int key = (int) slot.callKey();
                        long number = (Long) slot.fact();
                        gaps.addAndGet(number == lastSeen[key] + 1 ? 0 : 1);
                        lastSeen[key] = number;
                        return true;
                    });
            Thread.onSpinWait();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(gaps).hasValue(0);
        assertThat(inbox.drain(slot -> true)).isZero();
    }

    private void offerAll(long key, int count) {
        for (long number = 1; number <= count; number++) {
            while (inbox.offerFact(key, SlotKind.TOOL, number) != OfferResult.ACCEPTED) {
                Thread.onSpinWait();
            }
        }
    }

    private void fillWithMedia(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(inbox.offerMedia(CALL, i, 0, FRAME, 0, 160)).isEqualTo(OfferResult.ACCEPTED);
        }
    }

    private static int countAccepted(java.util.function.Supplier<OfferResult> offer) {
        int accepted = 0;
        while (accepted <= SLOTS && offer.get() == OfferResult.ACCEPTED) {
            accepted++;
        }
        return accepted;
    }

    private void drainExactly(int slots, java.util.function.Consumer<InboxSlot> check) {
        int handled =
                inbox.drain(slot -> {
                    check.accept(slot);
                    return true;
                });
        assertThat(handled).isEqualTo(slots);
    }

    private static byte[] audioOf(InboxSlot slot) {
        return java.util.Arrays.copyOfRange(
                slot.audio(), slot.audioOffset(), slot.audioOffset() + slot.audioLength());
    }
}
