/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RefusedCallsTest {
    private final RefusedCalls refused = new RefusedCalls(4);

    @Test
    void shouldGiveEachKeyOnceHoweverOftenItWasAdded() {
        refused.add(5);
        refused.add(9); // same place in the table as 5
        refused.add(5);

        assertThat(taken()).containsExactlyInAnyOrder(5L, 9L);
        assertThat(taken()).isEmpty();
        assertThat(refused.takeOverflow()).isFalse();
    }

    @Test
    void shouldSpeakOfEveryCallWhenItIsFull() {
        for (long key = 1; key <= 5; key++) {
            refused.add(key);
        }

        assertThat(taken()).hasSize(4);
        assertThat(refused.takeOverflow()).isTrue();
        assertThat(refused.takeOverflow()).isFalse();
    }

    @Test
    void shouldSayThatThereIsSomethingToTake() {
        assertThat(refused.isDirty()).isFalse();
        refused.add(1);
        assertThat(refused.isDirty()).isTrue();
        taken();
        assertThat(refused.isDirty()).isFalse();
    }

    private List<Long> taken() {
        List<Long> keys = new ArrayList<>();
        refused.take(keys::add);
        return keys;
    }
}
