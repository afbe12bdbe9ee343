/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.inbox.InboxSlot;

/** A call that copies each frame and does nothing with it. */
final class ListeningCall extends EndlessCall {

    private final byte[] heard = new byte[FramedSpeech.FRAME_SAMPLES];
    private long slotsHeard;

    ListeningCall(long callKey) {
        super(callKey);
    }

    void take(byte[] audio, int offset, int length) {
        System.arraycopy(audio, offset, heard, 0, length);
    }

    int lastByte() {
        return heard[heard.length - 1];
    }

    long slotsHeard() {
        return slotsHeard;
    }

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        slotsHeard++;
        take(slot.audio(), slot.audioOffset(), slot.audioLength());
    }
}
