/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The carrier's end of a call in virtual time: audio queues and plays at real time, a mark comes
 * back when what precedes it was played, or at once when a clear dropped it.
 */
final class ModelledCarrier implements CarrierLink {
    static final int LOOK_AHEAD_MS = 200;

    private final LinkTraits traits =
            new LinkTraits(
                    "twilio",
                    AudioFormat.MULAW_8K,
                    AudioFormat.MULAW_8K,
                    true,
                    true,
                    LOOK_AHEAD_MS);
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private @Nullable InboxMailbox mailbox;
    @Nullable Termination closed;
    boolean refusing;
    boolean muteMarks;
    long queuedBytes;
    long playedBytes;
    long maxQueuedBytes;
    int mediaMessages;
    int clears;

    /** How many bytes were played of which sample that began a message. */
    final Map<Byte, Long> playedOf = new HashMap<>();

    /** Audio bytes still to play, or a mark. */
    private static final class Entry {
        long bytes;
        final long mark;
        final byte sample;

        Entry(long bytes, long mark, byte sample) {
            this.bytes = bytes;
            this.mark = mark;
            this.sample = sample;
        }
    }

    void connect(InboxMailbox callersMailbox) {
        mailbox = callersMailbox;
    }

    /** Plays one millisecond. */
    void playMs() {
        long budget = 8;
        while (!queue.isEmpty()) {
            Entry first = queue.getFirst();
            if (first.mark >= 0) {
                queue.removeFirst();
                echo(first.mark);
                continue;
            }
            if (budget == 0) {
                return;
            }
            long played = Math.min(budget, first.bytes);
            first.bytes -= played;
            budget -= played;
            playedBytes += played;
            playedOf.merge(first.sample, played, Long::sum);
            queuedBytes -= played;
            if (first.bytes == 0) {
                queue.removeFirst();
            }
        }
    }

    private void echo(long mark) {
        if (mailbox != null && !muteMarks) {
            mailbox.fact(SlotKind.CARRIER, new CarrierEvent.MarkPlayed(mark));
        }
    }

    boolean playing() {
        return queuedBytes > 0;
    }

    @Override
    public LinkTraits traits() {
        return traits;
    }

    @Override
    public OfferResult sendMedia(byte[] audio, int offset, int length) {
        if (refusing) {
            return OfferResult.BACK_PRESSURED;
        }
        mediaMessages++;
        queue.addLast(new Entry(length, -1, audio[offset]));
        queuedBytes += length;
        maxQueuedBytes = Math.max(maxQueuedBytes, queuedBytes);
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult sendMark(long markId) {
        queue.addLast(new Entry(0, markId, (byte) 0));
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult clear() {
        clears++;
        queuedBytes = 0;
        queue.removeIf(e -> e.mark < 0);
        queue.forEach(e -> echo(e.mark));
        queue.clear();
        return OfferResult.ACCEPTED;
    }

    @Override
    public void close(Termination termination) {
        closed = termination;
    }
}
