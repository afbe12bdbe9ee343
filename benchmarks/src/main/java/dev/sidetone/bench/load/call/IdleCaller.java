/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.function.Consumer;

/**
 * Says nothing at all and hangs up when the run ends. A server should greet and then stay silent.
 * Owned by the loop's thread.
 */
final class IdleCaller extends StreamCaller {

    private Consumer<String> marks = _ -> {};
    private boolean finished;

    @Override
    void onOpen(long startNs, Consumer<String> marks) {
        this.marks = marks;
    }

    @Override
    byte[] nextFrame(long frame) {
        return silentFrame();
    }

    @Override
    void onMedia(byte[] mulaw, int length, long nowNs) {}

    @Override
    void onMark(String name, long nowNs) {
        marks.accept(name);
    }

    @Override
    void finish(long nowNs) {
        finished = true;
    }

    @Override
    boolean done(long nowNs) {
        return finished;
    }

    @Override
    void onEnd(long nowNs) {}
}
