/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

/** Takes slots out of a worker's inbox, on the worker's thread. */
@FunctionalInterface
public interface InboxHandler {

    /** Handles one slot, which is valid until the method returns; false ends the drain after it. */
    boolean onSlot(InboxSlot slot);
}
