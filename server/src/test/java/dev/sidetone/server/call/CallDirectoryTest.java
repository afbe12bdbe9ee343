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
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.Termination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CallDirectoryTest {
    private static final CallCommand HANG_UP =
            new CallCommand.HangUp(Termination.of(Termination.Reason.CALLER_HUNG_UP));

    private final CallDirectory directory = new CallDirectory(2);

    private static final class Door implements Mailbox {
        final List<Object> facts = new ArrayList<>();

        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            return OfferResult.CLOSED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            facts.add(fact);
            return OfferResult.ACCEPTED;
        }
    }

    @Test
    void shouldLeaveTheDoorOfACallThatTookTheSameIdSince() {
        Door first = new Door();
        Door second = new Door();
        directory.forget(enter("CA", first), first);
        assertThat(enter("CA", second)).isEqualTo("CA");
        directory.leave("CA", first);
        directory.forget("CA", first);
        assertThat(directory.order("CA", HANG_UP)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(second.facts).containsExactly(HANG_UP);
        assertThat(directory.find("CA")).isPresent();
    }

    @Test
    void shouldKeepTheLastEndedOnesWhenAnIdCameAgain() {
        live("CA");
        live("CB");
        live("CA");
        assertThat(directory.entries())
                .extracting(entry -> entry.view().callId())
                .containsExactlyInAnyOrder("CA", "CB");
        live("CC");
        assertThat(directory.entries())
                .extracting(entry -> entry.view().callId())
                .containsExactlyInAnyOrder("CA", "CC");
    }

    private String enter(String id, Mailbox door) {
        return directory.enter(id, "echo", "twilio", door, Instant.EPOCH);
    }

    /** A call from its start to the record of its end. */
    private void live(String id) {
        Door door = new Door();
        assertThat(enter(id, door)).isEqualTo(id);
        directory.leave(id, door);
        directory.record(
                new CallEvent.Ended(
                        id, Termination.of(Termination.Reason.CALLER_HUNG_UP), 1, 1, 1));
    }
}
