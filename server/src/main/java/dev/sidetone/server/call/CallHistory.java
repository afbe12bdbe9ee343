/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallQuery;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.store.StoreUnavailable;
import dev.sidetone.server.store.StoredCalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls there are and were: those of the directory and those of the store as one. Virtual
 * threads; holds nothing itself. The directory is read first, since a call leaves it only when the
 * store has it.
 */
public final class CallHistory {
    private final CallDirectory directory;
    private final StoredCalls stored;

    public CallHistory(CallDirectory directory, StoredCalls stored) {
        this.directory = directory;
        this.stored = stored;
    }

    /**
     * Part of a list.
     *
     * @param next where it goes on; null at its end
     */
    public record Page(List<CallRow> calls, @Nullable CallCursor next) {
        public Page {
            calls = List.copyOf(calls);
        }
    }

    /**
     * The newest calls that match.
     *
     * @throws StoreUnavailable when the store cannot be asked
     */
    public Page page(CallQuery query) throws StoreUnavailable {
        List<CallRow> here =
                directory.entries().stream()
                        .map(CallDirectory.Entry::row)
                        .filter(query::matches)
                        .toList();
        List<CallRow> rows = new ArrayList<>(stored.page(query.upTo(query.limit() + 1)));
        Set<Long> there = new HashSet<>();
        rows.forEach(row -> there.add(row.call().key()));
        here.stream().filter(row -> !there.contains(row.call().key())).forEach(rows::add);
        rows.sort(CallRow.NEWEST_FIRST);
        if (rows.size() <= query.limit()) {
            return new Page(rows, null);
        }
        List<CallRow> first = rows.subList(0, query.limit());
        return new Page(first, first.getLast().cursor());
    }

    /**
     * The call of that id, live or ended; of several the last.
     *
     * @throws StoreUnavailable when the store cannot be asked
     */
    public Optional<CallRow> find(String callId) throws StoreUnavailable {
        Optional<CallRow> here = directory.entry(callId).map(CallDirectory.Entry::row);
        return here.isPresent() ? here : stored.find(callId);
    }

    /**
     * The last turns of that call; empty where there is none of that id.
     *
     * @throws StoreUnavailable when the store cannot be asked
     */
    public Optional<List<TurnRecord>> turns(String callId) throws StoreUnavailable {
        Optional<CallView> here = directory.find(callId);
        if (here.isPresent()) {
            return here.map(CallView::turns);
        }
        Optional<CallRow> there = stored.find(callId);
        return there.isPresent()
                ? Optional.of(stored.turns(there.get(), CallDirectory.MAX_TURNS))
                : Optional.empty();
    }

    /** True for a place that a list of this server can have ended at. */
    public boolean knows(CallCursor cursor) {
        return cursor.key() <= directory.lastKey();
    }
}
