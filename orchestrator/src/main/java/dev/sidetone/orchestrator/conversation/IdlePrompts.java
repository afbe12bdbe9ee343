/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller who stays silent is asked, and when. Owned by one conversation on its worker. */
final class IdlePrompts {
    private final List<String> prompts;
    private final long idleNs;
    private long quietSinceNs;
    private int spoken;

    /**
     * @param idleNs silence of both sides that brings a prompt
     */
    IdlePrompts(List<String> prompts, long idleNs) {
        this.prompts = prompts;
        this.idleNs = idleNs;
    }

    /** The caller gave a sign of life: the prompts begin anew. */
    void callerActs() {
        spoken = 0;
    }

    /** Somebody spoke until now. */
    void quietFrom(long nowNs) {
        quietSinceNs = nowNs;
    }

    long dueNs() {
        return quietSinceNs + idleNs;
    }

    /** The next one; null when none is left. */
    @Nullable String next() {
        int prompt = spoken++;
        return prompt < prompts.size() ? prompts.get(prompt) : null;
    }
}
