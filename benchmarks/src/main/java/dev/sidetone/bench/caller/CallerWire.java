/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

/**
 * The carrier's side of the stream to the server. Called on the thread of the caller's loop;
 * nothing blocks.
 */
interface CallerWire {

    /** The stream is open: says who is calling. */
    void open();

    /**
     * Sends one frame of the caller's audio.
     *
     * @param frame number of the frame, from 0
     */
    void media(long frame, byte[] mulaw);

    /** Reports a pressed key. */
    void key(char key);

    /** Echoes a mark. */
    void mark(String name);

    /** Ends the stream in good order: stop, then close. */
    void hangUp();
}
