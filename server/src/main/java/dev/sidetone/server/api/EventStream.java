/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

/** The connection of an answer that has no end of its own. Any thread. */
public interface EventStream {

    /**
     * Sends a piece of the answer.
     *
     * @param piece must not be changed any more
     * @return false, and nothing is sent or kept, while the piece before has not left: the peer
     *     does not read, or its worker does not come to it
     */
    boolean offer(byte[] piece);

    /** Ends the answer and with it the connection, behind what was sent. */
    void end();

    /** Closes the connection at once. */
    void drop();

    /** False once the connection is gone. */
    boolean isOpen();
}
