/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.server.call.CallAdmission.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
final class CallAdmissionTest {
    private static final AgentRoster.Limit FREE = new AgentRoster.Limit("echo", Integer.MAX_VALUE);
    private static final AgentRoster.Limit ONE = new AgentRoster.Limit("stt", 1);

    private final SharedCounters counters = new SharedCounters();

    @Test
    void shouldRefuseWhenReservationsFillThePlaces() {
        CallAdmission admission = new CallAdmission(2, 10_000, counters);
        assertThat(admission.reserve(FREE, 0).answer()).isEqualTo(Answer.ADMITTED);
        assertThat(admission.admit(FREE, 0)).isEqualTo(Answer.ADMITTED);
        assertThat(admission.admit(FREE, 0)).isEqualTo(Answer.NO_CAPACITY);
        assertThat(admission.mayConnect(0)).as("somebody may still claim").isTrue();
    }

    @Test
    void shouldLetAReservationBeClaimedOnce() {
        CallAdmission admission = new CallAdmission(1, 10_000, counters);
        long id = admission.reserve(FREE, 0).id();
        assertThat(admission.claim(id, FREE, 9_000)).isEqualTo(Answer.ADMITTED);
        assertThat(admission.claim(id, FREE, 9_000)).isEqualTo(Answer.NOT_RESERVED);
        assertThat(admission.mayConnect(9_000)).isFalse();
        admission.release("echo");
        assertThat(admission.taken()).isZero();
    }

    @Test
    void shouldGiveBackThePlaceOfAReservationThatNobodyClaims() {
        CallAdmission admission = new CallAdmission(1, 10_000, counters);
        admission.reserve(FREE, 0);
        assertThat(admission.admit(FREE, 10_000)).isEqualTo(Answer.NO_CAPACITY);
        assertThat(admission.admit(FREE, 10_001)).isEqualTo(Answer.ADMITTED);
        assertThat(counters.get(MediaCounter.RESERVATIONS_EXPIRED)).isEqualTo(1);
    }

    @Test
    void shouldRefuseByTheAgentsOwnLimitAndLeaveThePlaceFree() {
        CallAdmission admission = new CallAdmission(2, 10_000, counters);
        assertThat(admission.admit(ONE, 0)).isEqualTo(Answer.ADMITTED);
        assertThat(admission.admit(ONE, 0)).isEqualTo(Answer.AGENT_BUSY);
        assertThat(admission.admit(FREE, 0)).isEqualTo(Answer.ADMITTED);
    }

    @Test
    void shouldRefuseByHeadroomThoughPlacesAreFreeAndLetInWhomAPlaceWasKeptFor() {
        long[] busyNs = new long[1];
        WorkerHeadroom headroom =
                new WorkerHeadroom(List.of(new WorkerHeadroom.Work(() -> busyNs[0], () -> 0)), 95);
        CallAdmission admission = new CallAdmission(10, 10_000, counters, headroom);
        long kept = admission.reserve(FREE, 0).id();
        for (int second = 0; second <= WorkerHeadroom.WINDOW_SECONDS; second++) {
            headroom.sample(busyNs[0]);
            busyNs[0] += 1_000_000_000;
        }
        assertThat(admission.reserve(FREE, 0).answer()).isEqualTo(Answer.NO_HEADROOM);
        assertThat(admission.admitOn(0, FREE, 0)).isEqualTo(Answer.NO_HEADROOM);
        assertThat(admission.taken()).as("a refusal takes no place").isOne();
        assertThat(admission.mayConnectTo(0, 0)).as("somebody may still claim").isTrue();
        assertThat(admission.claim(kept, FREE, 0)).isEqualTo(Answer.ADMITTED);
        assertThat(admission.mayConnectTo(0, 0)).isFalse();
        assertThat(admission.mayConnect(0)).as("places are free").isTrue();
    }

    @Test
    void shouldAdmitNobodyWhileDraining() {
        CallAdmission admission = new CallAdmission(2, 10_000, counters);
        long id = admission.reserve(FREE, 0).id();
        admission.drain();
        assertThat(admission.claim(id, FREE, 1)).isEqualTo(Answer.NO_CAPACITY);
        assertThat(admission.admit(FREE, 1)).isEqualTo(Answer.NO_CAPACITY);
        assertThat(admission.mayConnect(1)).isFalse();
        assertThat(admission.taken()).isZero();
    }

    /**
     * Whatever four threads do at the same time: never more than the maximum, and nothing lost in
     * the end. Real threads: their race is the point.
     */
    @Test
    @Timeout(60)
    void shouldNeverPassItsMaximumNorLoseAPlaceWhoeverAsksAtTheSameTime()
            throws InterruptedException {
        int max = 5;
        CallAdmission admission = new CallAdmission(max, 10_000, counters);
        AtomicInteger holding = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> visit(admission, go, random, holding, most)));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, max);
        admission.expire(Long.MAX_VALUE);
        assertThat(admission.taken()).isZero();
        for (int i = 0; i < max; i++) {
            assertThat(admission.admit(FREE, 0)).isEqualTo(Answer.ADMITTED);
        }
    }

    private static void visit(
            CallAdmission admission,
            CountDownLatch go,
            Random random,
            AtomicInteger holding,
            AtomicInteger most) {
        try {
            go.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        for (int i = 0; i < 20_000; i++) {
            long nowMs = i;
            Answer answer;
            if (random.nextBoolean()) {
                CallAdmission.Place place = admission.reserve(FREE, nowMs);
                answer = place.answer();
                if (answer == Answer.ADMITTED && random.nextInt(10) > 0) {
                    answer = admission.claim(place.id(), FREE, nowMs);
                } else if (answer == Answer.ADMITTED) {
                    admission.expire(nowMs + 10_001);
                    continue;
                }
            } else {
                answer = admission.admit(FREE, nowMs);
            }
            if (answer == Answer.ADMITTED) {
                most.accumulateAndGet(holding.incrementAndGet(), Math::max);
                holding.decrementAndGet();
                admission.release("echo");
            }
        }
    }
}
