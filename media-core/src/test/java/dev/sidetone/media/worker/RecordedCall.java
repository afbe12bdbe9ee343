/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.inbox.SlotKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A call that writes down what its worker does to it, and can be told to act or to throw. */
final class RecordedCall implements CallTask {
    final List<String> events = new ArrayList<>();
    Consumer<InboxSlot> onSlot = slot -> {};
    Runnable onAlarm = () -> {};
    Runnable onFault = () -> {};
    boolean done;
    int frames;

    private final long callKey;

    RecordedCall(long callKey) {
        this.callKey = callKey;
    }

    @Override
    public long callKey() {
        return callKey;
    }

    @Override
    public void onStart(long nowNs) {
        events.add("start");
    }

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        if (slot.kind() == SlotKind.MEDIA) {
            frames++;
        } else {
            events.add(slot.fact().toString());
        }
        onSlot.accept(slot);
    }

    @Override
    public void onAlarm(long nowNs) {
        events.add("alarm");
        onAlarm.run();
    }

    @Override
    public void onFactRefused(long nowNs) {
        events.add("refused");
        done = true;
    }

    @Override
    public void onFault(Throwable error, long nowNs) {
        events.add("fault " + error.getMessage());
        onFault.run();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public void close() {
        events.add("close");
    }
}
