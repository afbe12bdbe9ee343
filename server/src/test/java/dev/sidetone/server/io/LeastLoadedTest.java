/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LeastLoadedTest {
    private final LeastLoaded choice = new LeastLoaded(3);

    @Test
    void shouldSpreadEvenlyAndInTurn() {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int worker = choice.choose(_ -> true);
            choice.opened(worker);
            chosen.add(worker);
        }
        assertThat(chosen).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void shouldFillUpTheWorkerWhoseConnectionsWentFirst() {
        for (int i = 0; i < 9; i++) {
            choice.opened(i % 3);
        }
        choice.closed(1);
        choice.closed(1);
        assertThat(choice.choose(_ -> true)).isEqualTo(1);
        choice.opened(1);
        assertThat(choice.choose(_ -> true)).isEqualTo(1);
    }

    @Test
    void shouldPreferWorkersThatTakeCallsHoweverFullTheyAre() {
        choice.opened(2);
        choice.opened(2);
        for (int i = 0; i < 3; i++) {
            assertThat(choice.choose(worker -> worker == 2)).isEqualTo(2);
        }
    }

    @Test
    void shouldChooseTheLeastLoadedWhereNobodyTakesCalls() {
        choice.opened(0);
        choice.opened(2);
        assertThat(choice.choose(_ -> false)).isEqualTo(1);
    }
}
