/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import java.util.ArrayList;
import java.util.List;

/** A worker's I/O that brings in what the test says and writes down what it was asked. */
final class StandInIo implements WorkerIo {
    final List<String> events = new ArrayList<>();
    Runnable onPoll = () -> {};

    @Override
    public void onStart() {
        events.add("start");
    }

    @Override
    public int poll(long budgetNs) {
        events.add("poll");
        onPoll.run();
        return 0;
    }

    @Override
    public void flush() {
        events.add("flush");
    }

    @Override
    public void await(long maxNs) {
        events.add("await");
    }

    @Override
    public void wakeup() {
        events.add("wakeup");
    }

    @Override
    public void close() {
        events.add("close");
    }
}
