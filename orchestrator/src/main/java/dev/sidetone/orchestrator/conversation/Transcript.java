/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.orchestrator.provider.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The history of a conversation: what the caller said, and of what the agent said only what was
 * heard. Owned by one conversation on its worker; snapshots are immutable. Keeps the newest {@value
 * #MAX_MESSAGES} entries.
 */
final class Transcript {
    /** Appended to what was heard of an utterance that was cut. */
    static final String INTERRUPTED = "[interrupted]";

    private static final int MAX_MESSAGES = 400;

    private final List<Message> messages = new ArrayList<>();

    void add(Message message) {
        if (messages.size() == MAX_MESSAGES) {
            messages.removeFirst();
        }
        messages.add(message);
    }

    /** The agent's words, as far as they were heard; nothing heard leaves nothing behind. */
    void addHeard(String heard, boolean whole) {
        if (whole) {
            add(new Message.Agent(heard));
        } else if (!heard.isEmpty()) {
            add(new Message.Agent(heard + ' ' + INTERRUPTED));
        }
    }

    /** The history so far. */
    List<Message> snapshot() {
        return List.copyOf(messages);
    }

    /** The history as it would be with this added. */
    List<Message> snapshotWith(Message message) {
        List<Message> history = new ArrayList<>(messages);
        history.add(message);
        return List.copyOf(
                history.subList(Math.max(0, history.size() - MAX_MESSAGES), history.size()));
    }
}
