/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Audio and facts on their way into a call's inbox, in order. What the inbox has no room for waits
 * here, and everything behind it, until {@link #drain} finds room: nothing is dropped but what the
 * call no longer wants. It holds no more than what one read of the socket brought, since its owner
 * reads no further meanwhile. One for each call; loop's thread.
 */
final class SpeechDelivery {
    private final Mailbox mailbox;
    private final Base64Scratch scratch;
    private final Deque<Held> held = new ArrayDeque<>();

    /** Counts what was dropped as a whole: a delivery that was under way then ends. */
    private int epoch;

    /** What waits: audio of an utterance, or a fact. */
    private sealed interface Held {
        @SuppressWarnings("ArrayRecordComponent") // handed over once
        record Audio(int utterance, byte[] bytes) implements Held {}

        record Fact(VoiceEvent event) implements Held {}
    }

    SpeechDelivery(Mailbox mailbox, Base64Scratch scratch) {
        this.mailbox = mailbox;
        this.scratch = scratch;
    }

    /** True while something waits for room. */
    boolean isHeld() {
        return !held.isEmpty();
    }

    /**
     * Delivers the audio of a message, and the ends of clauses where they lie in it.
     *
     * @return false when it is not base64
     */
    boolean deliver(
            int utterance, ByteBuf message, int from, int length, List<ClauseTrack.Cut> cuts) {
        int began = epoch;
        int cut = 0;
        int done = 0;
        for (int at = 0; at < length && began == epoch; ) {
            int chars = Base64Scratch.blockOf(length - at);
            int bytes;
            try {
                bytes = scratch.decode(message, from + at, chars);
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
            byte[] audio = scratch.decoded();
            int given = 0;
            while (cut < cuts.size() && cuts.get(cut).atByte() < done + bytes && began == epoch) {
                int upTo = Math.max(given, cuts.get(cut).atByte() - done);
                audio(utterance, audio, given, upTo - given);
                tell(cuts.get(cut++).done(), began);
                given = upTo;
            }
            if (began == epoch) {
                audio(utterance, audio, given, bytes - given);
            }
            at += chars;
            done += bytes;
        }
        while (cut < cuts.size() && began == epoch) {
            tell(cuts.get(cut++).done(), began);
        }
        return true;
    }

    private void audio(int utterance, byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (held.isEmpty()) {
            OfferResult result = mailbox.synthesis(utterance, bytes, offset, length);
            if (result != OfferResult.BACK_PRESSURED) {
                return;
            }
        }
        held.addLast(new Held.Audio(utterance, Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    private void tell(VoiceEvent event, int began) {
        if (began == epoch) {
            tell(event);
        }
    }

    /** Tells a fact behind what was delivered before. */
    void tell(VoiceEvent event) {
        if (held.isEmpty()) {
            mailbox.fact(SlotKind.VOICE, event);
        } else {
            held.addLast(new Held.Fact(event));
        }
    }

    /** Offers again what waits, as far as there is room; true when nothing waits any more. */
    boolean drain() {
        while (!held.isEmpty()) {
            Held next = held.removeFirst();
            switch (next) {
                case Held.Fact(VoiceEvent event) -> mailbox.fact(SlotKind.VOICE, event);
                case Held.Audio(int utterance, byte[] bytes) -> {
                    int began = epoch;
                    OfferResult result = mailbox.synthesis(utterance, bytes, 0, bytes.length);
                    if (result == OfferResult.BACK_PRESSURED && began == epoch) {
                        held.addFirst(next);
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The call no longer wants what waits, nor the rest of what is being delivered. */
    void drop() {
        epoch++;
        held.clear();
    }
}
