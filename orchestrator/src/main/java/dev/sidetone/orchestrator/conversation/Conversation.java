/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.orchestrator.link.Termination;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken in a call. Owned by its call, on the call's worker; time comes in with every
 * method.
 */
public sealed interface Conversation permits EchoConversation, CascadeConversation {

    /** The call is open. */
    void start(long nowNs);

    /** Takes one slot of the call: caller's audio, synthesised audio, or a fact. */
    void onSlot(InboxSlot slot, long nowNs);

    /** Does what time asks for. */
    void onAlarm(long nowNs);

    /** When {@link #onAlarm} is wanted; {@link Long#MAX_VALUE} for never. */
    long nextDeadlineNs(long nowNs);

    /**
     * True while the caller is silent and waits for what the agent has to say: from the pause in
     * the caller's speech, or from when the agent began an utterance, to its first audio.
     */
    boolean callerWaits();

    /** Says goodbye in its own way and then wants the call to end so. */
    void wrapUp(Termination termination, long nowNs);

    /** How the conversation wants the call to end; null while it goes on. */
    @Nullable Termination ending();

    /** The call is over: gives out what is left to record, and releases everything. */
    void close(long nowNs);
}
