/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.store.CallRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The last turns and ends of all calls, newest first, also of calls that the directory no longer
 * has. The records thread writes, any thread reads. When full: the oldest goes.
 */
public final class RecentFacts {
    /** Most of each. */
    static final int KEPT = 24;

    private volatile List<Turn> turns = List.of();
    private volatile List<CallRow> ended = List.of();

    /**
     * A turn that is over.
     *
     * @param callStartedAt when its call began, from where the turn's own times count
     */
    public record Turn(String agent, Instant callStartedAt, TurnRecord record) {}

    /** The last turns. */
    public List<Turn> turns() {
        return turns;
    }

    /** The calls that ended last. */
    public List<CallRow> ended() {
        return ended;
    }

    void turn(CallView call, TurnRecord record) {
        turns = before(new Turn(call.agent(), call.startedAt(), record), turns);
    }

    void ended(CallRow call) {
        ended = before(call, ended);
    }

    private static <T> List<T> before(T newest, List<T> others) {
        List<T> all = new ArrayList<>(KEPT);
        all.add(newest);
        all.addAll(others.subList(0, Math.min(KEPT - 1, others.size())));
        return List.copyOf(all);
    }
}
