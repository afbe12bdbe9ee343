/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

/** The worker behind an inbox, as the inbox needs it. */
public interface InboxOwner {

    /** True on the thread that drains the inbox. */
    boolean isOwnThread();

    /**
     * The worker's own thread found the ring full: handles some slots on the spot. False when
     * nothing could be handled, for instance because a call is being handled just now and another
     * must not run inside it.
     */
    boolean drainInPlace();

    /**
     * Something was put by another thread; ends the worker's wait if it is in one and wants to be
     * woken.
     */
    void onOffered();
}
