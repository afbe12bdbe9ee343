/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

/**
 * What became of the frames that an echo was to return, in frames of 20 ms.
 *
 * @param lost sent, and not back when the call ended: passed by a later one, or overdue by then
 * @param reordered back after one that was sent later (RFC 4737, section 3)
 * @param repeated back once more
 * @param foreign never sent by this caller
 */
public record EchoFigures(long lost, long reordered, long repeated, long foreign) {

    /** Whether every frame came back, once and in order, and nothing else. */
    public boolean faithful() {
        return lost + reordered + repeated + foreign == 0;
    }

    @Override
    public String toString() {
        return "%d lost, %d reordered, %d repeated, %d foreign"
                .formatted(lost, reordered, repeated, foreign);
    }
}
