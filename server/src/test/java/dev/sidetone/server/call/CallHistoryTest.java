/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallQuery;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.store.StoredCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CallHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final CallDirectory directory = new CallDirectory(10, 3);
    private final List<CallRow> kept = new ArrayList<>();
    private final CallHistory history = new CallHistory(directory, new Kept());

    /** Calls 1 to 3 are kept already. */
    CallHistoryTest() {
        for (long key = 1; key <= 3; key++) {
            kept.add(
                    new CallRow(
                            new CallHead(key, "CA" + key, "echo", "twilio", START.plusSeconds(key)),
                            new CallRow.End("success", "caller_hung_up", null, 1L, 1L),
                            0,
                            null,
                            true));
        }
    }

    @Test
    void shouldTellOfLiveAndKeptCallsAsOneListOnPagesThatJoin() throws Exception {
        enter("CA4", 4);
        enter("CA5", 5);
        end("CA4");
        List<String> seen = new ArrayList<>();
        CallCursor next = null;
        do {
            CallHistory.Page page =
                    history.page(new CallQuery(null, null, null, null, null, null, next, 2));
            page.calls().forEach(row -> seen.add(row.call().callId()));
            next = page.next();
            assertThat(next == null || history.knows(next)).isTrue();
        } while (next != null);
        assertThat(seen).containsExactly("CA5", "CA4", "CA3", "CA2", "CA1");
    }

    @Test
    void shouldTellOnceOfACallThatWasKeptBetweenTheTwoQuestions() throws Exception {
        enter("CA4", 4);
        end("CA4");
        CallRow asKept =
                new CallRow(
                        new CallHead(4, "CA4", "echo", "twilio", START.plusSeconds(4)),
                        new CallRow.End("success", "caller_hung_up", null, 1L, 1L),
                        0,
                        null,
                        true);
        kept.add(asKept);
        List<CallRow> rows = history.page(CallQuery.newest(10)).calls();
        assertThat(rows).extracting(row -> row.call().key()).containsExactly(4L, 3L, 2L, 1L);
        assertThat(rows.getFirst().stored()).isTrue();
    }

    @Test
    void shouldAskTheStoreOnceTheDirectoryHasForgottenAStoredCall() throws Exception {
        enter("CA1", 4);
        assertThat(history.find("CA1").orElseThrow().live()).as("the newer of two").isTrue();
        CallHead head = directory.entry("CA1").orElseThrow().head();
        directory.stored(head);
        assertThat(history.find("CA1").orElseThrow().live()).as("lives on").isTrue();
        end("CA1");
        assertThat(history.find("CA1").orElseThrow().stored()).isFalse();
        directory.stored(new CallHead(2, "CA1", "echo", "twilio", START));
        assertThat(directory.find("CA1")).as("another of that id").isPresent();
        directory.stored(head);
        assertThat(directory.find("CA1")).isEmpty();
        assertThat(history.find("CA1").orElseThrow().call().key()).isEqualTo(1);
        assertThat(history.turns("CA1")).contains(List.of());
        assertThat(history.turns("CA9")).isEmpty();
    }

    @Test
    void shouldNumberItsCallsBehindThoseThatAreKept() {
        enter("CA4", 4);
        assertThat(directory.entry("CA4").orElseThrow().key()).isEqualTo(4);
        assertThat(history.knows(new CallCursor(0, 4))).isTrue();
        assertThat(history.knows(new CallCursor(0, 5))).isFalse();
    }

    private void enter(String id, long second) {
        directory.enter(id, "echo", "twilio", new NoDoor(), START.plusSeconds(second));
    }

    private void end(String id) {
        directory.record(
                new CallEvent.Ended(
                        id, Termination.of(Termination.Reason.CALLER_HUNG_UP), 1, 1, 1));
    }

    private final class Kept implements StoredCalls {
        @Override
        public List<CallRow> page(CallQuery query) {
            return kept.stream()
                    .filter(query::matches)
                    .sorted(CallRow.NEWEST_FIRST)
                    .limit(query.limit())
                    .toList();
        }

        @Override
        public Optional<CallRow> find(String callId) {
            return kept.stream().filter(row -> row.call().callId().equals(callId)).findFirst();
        }

        @Override
        public List<TurnRecord> turns(CallRow call, int last) {
            return List.of();
        }
    }

    private static final class NoDoor implements Mailbox {
        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            return OfferResult.CLOSED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            return OfferResult.CLOSED;
        }
    }
}
