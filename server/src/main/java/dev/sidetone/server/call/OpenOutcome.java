/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.orchestrator.link.Termination;

/** What became of a stream that wanted to become a call. */
public sealed interface OpenOutcome {

    /**
     * It is one; it ended by itself when the mailbox says closed.
     *
     * @param mailbox where the call's media and facts go
     */
    record Opened(InboxMailbox mailbox) implements OpenOutcome {}

    /** It is none, for this reason. */
    record Refused(Termination termination) implements OpenOutcome {}
}
