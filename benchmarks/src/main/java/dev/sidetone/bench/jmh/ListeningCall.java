/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.worker.CallTask;

/** A call that copies each frame and does nothing with it. */
final class ListeningCall implements CallTask {

    private final long callKey;
    private final byte[] heard = new byte[FramedSpeech.FRAME_SAMPLES];
    private long slotsHeard;

    ListeningCall(long callKey) {
        this.callKey = callKey;
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
    public long callKey() {
        return callKey;
    }

    @Override
    public void onStart(long nowNs) {}

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        slotsHeard++;
        take(slot.audio(), slot.audioOffset(), slot.audioLength());
    }

    @Override
    public void onAlarm(long nowNs) {}

    @Override
    public void onFactRefused(long nowNs) {}

    @Override
    public void onFault(Throwable error, long nowNs) {
        throw new IllegalStateException("copying failed", error);
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public void close() {}
}
