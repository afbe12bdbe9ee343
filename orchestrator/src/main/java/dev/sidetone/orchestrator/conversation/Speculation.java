/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer begun before the caller's turn was over: what the model has said of it waits here,
 * tools included, for nothing may be said or done in the middle of a turn. Owned by one
 * conversation on its worker.
 */
final class Speculation {
    /** Far more than a model says within the silence that ends a turn. */
    private static final int MOST_EVENTS = 2048;

    private final Message message;
    private final List<ModelEvent> events = new ArrayList<>();

    /** One to this message. */
    Speculation(Message message) {
        this.message = message;
    }

    Message message() {
        return message;
    }

    /** False when it holds as much as it may. */
    boolean hold(ModelEvent event) {
        if (event instanceof ModelEvent.Working) {
            return true;
        }
        return events.size() < MOST_EVENTS && events.add(event);
    }

    /** What was held, in order. */
    List<ModelEvent> events() {
        return events;
    }

    /** Whether the model says no more after this. */
    static boolean ends(ModelEvent event) {
        return event instanceof ModelEvent.Finished || event instanceof ModelEvent.ToolWanted;
    }
}
