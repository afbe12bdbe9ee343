/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class DueHeapTest {

    private final DueHeap heap = new DueHeap();
    private final List<Long> ran = new ArrayList<>();

    private final class Once extends DueEntry {
        private long againNs = NEVER;

        @Override
        long onDue(long nowNs) {
            // the entry no longer knows when it was due: what ran is told by the heap's order
            ran.add(nowNs);
            long next = againNs;
            againNs = NEVER;
            return next;
        }
    }

    @Test
    void shouldKeepTheEarliestOnTopThroughEveryMove() {
        SplittableRandom random = new SplittableRandom(5);
        List<Once> entries = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Once entry = new Once();
            entries.add(entry);
            heap.schedule(entry, random.nextLong(1_000_000));
        }
        for (int i = 0; i < 20_000; i++) {
            Once entry = entries.get(random.nextInt(entries.size()));
            boolean out = random.nextInt(4) == 0;
            heap.schedule(entry, out ? DueEntry.NEVER : random.nextLong(1_000_000));
            if (i % 500 == 0) {
                assertThat(heap.nextNs())
                        .isEqualTo(
                                entries.stream()
                                        .min(Comparator.comparingLong(e -> e.dueNs))
                                        .orElseThrow()
                                        .dueNs);
            }
        }
        long scheduled = entries.stream().filter(e -> e.dueNs != DueEntry.NEVER).count();
        assertThat(heap.size()).isEqualTo((int) scheduled);
        long beforeNs = Long.MIN_VALUE;
        while (heap.size() > 0) {
            assertThat(heap.nextNs()).isGreaterThanOrEqualTo(beforeNs);
            beforeNs = heap.nextNs();
            heap.run(beforeNs);
        }
        assertThat(ran).hasSize((int) scheduled);
    }

    @Test
    void shouldRunWhatIsDueAndNothingElse() {
        Once soon = new Once();
        Once later = new Once();
        heap.schedule(later, 30);
        heap.schedule(soon, 10);
        assertThat(heap.run(9)).isZero();
        assertThat(heap.run(10)).isEqualTo(1);
        assertThat(heap.nextNs()).isEqualTo(30);
        assertThat(heap.run(100)).isEqualTo(1);
        assertThat(heap.nextNs()).isEqualTo(DueEntry.NEVER);
    }

    @Test
    void shouldScheduleAnewWhatAsksForIt() {
        Once entry = new Once();
        entry.againNs = 50;
        heap.schedule(entry, 10);
        assertThat(heap.run(10)).isEqualTo(1);
        assertThat(heap.nextNs()).isEqualTo(50);
        assertThat(heap.run(60)).isEqualTo(1);
        assertThat(heap.size()).isZero();
    }
}
