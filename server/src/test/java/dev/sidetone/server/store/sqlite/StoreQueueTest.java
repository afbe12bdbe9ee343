/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.StoreRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StoreQueueTest {
    private final StoreQueue queue = new StoreQueue(8);

    @Test
    void shouldKeepTheLastQuarterForEndsOfCalls() {
        for (int i = 0; i < 6; i++) {
            assertThat(start()).isEqualTo(OfferResult.ACCEPTED);
        }
        assertThat(start()).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(end()).isEqualTo(OfferResult.ACCEPTED);
        assertThat(end()).isEqualTo(OfferResult.ACCEPTED);
        assertThat(end()).isEqualTo(OfferResult.BACK_PRESSURED);
    }

    @Test
    void shouldHandOutNoMoreThanIsAskedForInTheirOrder() {
        start();
        end();
        start();
        List<StoreRecord> taken = new ArrayList<>();
        queue.take(taken, 2);
        assertThat(taken)
                .extracting(Object::getClass)
                .containsExactly(StoreRecord.Started.class, StoreRecord.Ended.class);
        assertThat(queue.size()).isEqualTo(1);
    }

    private OfferResult start() {
        return queue.offer(new StoreRecord.Started(StoreRig.head(1)));
    }

    private OfferResult end() {
        return queue.offer(StoreRig.end(StoreRig.head(1), Termination.Reason.DRAINED));
    }
}
