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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class InboxMailboxTest {
    private static final int CAP = 400;
    private static final byte[] AUDIO = new byte[CAP + 1];

    private final SharedCounters counters = new SharedCounters();
    private final WorkerInbox inbox =
            new WorkerInbox(8, new ManualClock(), counters, new StandInOwner());
    private final InboxMailbox mailbox = new InboxMailbox(inbox, 3, CAP, counters);

    @Test
    void shouldHoldBackSynthesisAtTheCallsCap() {
        assertThat(mailbox.synthesis(1, AUDIO, 0, 300)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(mailbox.synthesis(1, AUDIO, 0, 101)).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(mailbox.synthesis(1, AUDIO, 0, 100)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(counters.get(MediaCounter.SYNTHESIS_CAPPED)).isEqualTo(1);
        assertThat(mailbox.synthesis(1, AUDIO, 0, 1)).isEqualTo(OfferResult.BACK_PRESSURED);
    }

    @Test
    void shouldTakeSynthesisAgainOnceAudioWasReleased() {
        mailbox.synthesis(1, AUDIO, 0, CAP);
        mailbox.released(160);

        assertThat(mailbox.synthesis(1, AUDIO, 0, 160)).isEqualTo(OfferResult.ACCEPTED);
        assertThat(mailbox.synthesis(1, AUDIO, 0, 1)).isEqualTo(OfferResult.BACK_PRESSURED);
    }

    @Test
    void shouldNotCountWhatTheInboxRefused() {
        while (inbox.offerFact(1, SlotKind.TOOL, "fills") == OfferResult.ACCEPTED) {
            assertThat(inbox.hasWaiting()).isTrue();
        }
        assertThat(mailbox.synthesis(1, AUDIO, 0, 100)).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(counters.get(MediaCounter.SYNTHESIS_REFUSED)).isEqualTo(1);
        inbox.drain(slot -> true);
        assertThat(mailbox.synthesis(1, AUDIO, 0, CAP)).isEqualTo(OfferResult.ACCEPTED);
    }

    @Test
    void shouldAnswerClosedToEverythingOnceTheCallIsOver() {
        mailbox.close();

        assertThat(mailbox.synthesis(1, AUDIO, 0, 10)).isEqualTo(OfferResult.CLOSED);
        assertThat(mailbox.fact(SlotKind.TOOL, "late")).isEqualTo(OfferResult.CLOSED);
        assertThat(mailbox.media(0, 0, AUDIO, 0, 160)).isEqualTo(OfferResult.CLOSED);
        assertThat(inbox.hasWaiting()).isFalse();
        assertThat(counters.get(MediaCounter.OFFERS_AFTER_END)).isEqualTo(3);
    }

    @Test
    void shouldRefuseAnOfferThatCouldNeverFit() {
        assertThatThrownBy(() -> mailbox.synthesis(1, AUDIO, 0, CAP + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400");
    }

    @Test
    void shouldAddressItsCall() {
        mailbox.fact(SlotKind.RECOGNITION, "heard");
        inbox.drain(slot -> {
            assertThat(slot.callKey()).isEqualTo(3);
            assertThat(slot.fact()).isEqualTo("heard");
            return true;
        });
    }
}
