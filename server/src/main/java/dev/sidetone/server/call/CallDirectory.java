/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this node: live ones with the door to reach them, and the last ones that ended and
 * are not kept elsewhere. Records are fed by the records thread only; doors are entered and removed
 * by workers; any thread reads. Bounded: at most {@code keptEnded} ended calls, each with at most
 * {@value #MAX_TURNS} turns.
 */
public final class CallDirectory {
    /** A call that talks for a day must not hold the memory of one. */
    static final int MAX_TURNS = 500;

    private final int keptEnded;
    private final AtomicLong lastKey;
    private final Map<String, Mailbox> doors = new ConcurrentHashMap<>();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private final RecentFacts recent = new RecentFacts();

    /** Ids in the order in which their last call ended. */
    private final LinkedHashSet<String> ended = new LinkedHashSet<>();

    /** One call: its number on this node, and what is known of it. */
    record Entry(long key, CallView view) {
        CallHead head() {
            return new CallHead(
                    key, view.callId(), view.agent(), view.transport(), view.startedAt());
        }

        /** The call as one of a list. */
        CallRow row() {
            Termination end = view.termination();
            return new CallRow(
                    head(),
                    end == null
                            ? null
                            : new CallRow.End(
                                    end.result().word(),
                                    end.reason().word(),
                                    end.detail().isEmpty() ? null : end.detail(),
                                    view.durationMs(),
                                    view.framesIn()),
                    view.turns().size(),
                    view.turns().stream()
                            .map(TurnRecord::serverMrlMs)
                            .filter(Objects::nonNull)
                            .max(Double::compare)
                            .orElse(null),
                    false);
        }

        private Entry with(CallView other) {
            return new Entry(key, other);
        }
    }

    public CallDirectory(int keptEnded) {
        this(keptEnded, 0);
    }

    /**
     * A directory that numbers its calls from here on.
     *
     * @param lastKey the last number given away before
     */
    public CallDirectory(int keptEnded, long lastKey) {
        this.keptEnded = keptEnded;
        this.lastKey = new AtomicLong(lastKey);
    }

    /**
     * Enters a live call's door under its id, or, when a call of that id lives already, under the
     * id with a number behind; returns which. From here on the call is seen, whether or not the
     * record of its start ever comes.
     */
    String enter(String callId, String agent, String transport, Mailbox door, Instant now) {
        String id = callId;
        // also not the id of a call whose end is still on its way: it would end the new one's view
        for (int again = 2; viewLives(id) || doors.putIfAbsent(id, door) != null; again++) {
            id = callId + "~" + again;
        }
        CallView view =
                new CallView(
                        id,
                        agent,
                        transport,
                        now.truncatedTo(ChronoUnit.MILLIS),
                        List.of(),
                        null,
                        null,
                        null,
                        0,
                        null);
        entries.put(id, new Entry(lastKey.incrementAndGet(), view));
        return id;
    }

    private boolean viewLives(String id) {
        Entry known = entries.get(id);
        return known != null && known.view().live();
    }

    /**
     * The call with that door can no longer be reached; its view stays. Another that entered the
     * same id since keeps its own door.
     */
    void leave(String callId, Mailbox door) {
        doors.remove(callId, door);
    }

    /** A call that was entered and then not made after all: as if it had never been. */
    void forget(String callId, Mailbox door) {
        if (doors.remove(callId, door)) {
            entries.remove(callId);
        }
    }

    /** The end of that call is kept elsewhere: it need not be known here any more. */
    public void stored(CallHead call) {
        entries.computeIfPresent(
                call.callId(),
                (id, entry) -> entry.key() == call.key() && !entry.view().live() ? null : entry);
    }

    /** The number of the last call that was entered. */
    long lastKey() {
        return lastKey.get();
    }

    /** How many calls live. */
    public int liveCalls() {
        return doors.size();
    }

    /** Orders a live call to do something; {@code CLOSED} when there is none of that id. */
    public OfferResult order(String callId, CallCommand command) {
        Mailbox door = doors.get(callId);
        return door == null ? OfferResult.CLOSED : door.fact(SlotKind.COMMAND, command);
    }

    /** Ends every live call in this way. */
    public void endAll(Termination termination) {
        doors.values()
                .forEach(door -> door.fact(SlotKind.COMMAND, new CallCommand.HangUp(termination)));
    }

    /** The call of that id, live or among the last ended. */
    public Optional<CallView> find(String callId) {
        return entry(callId).map(Entry::view);
    }

    Optional<Entry> entry(String callId) {
        return Optional.ofNullable(entries.get(callId));
    }

    /** What happened last. */
    public RecentFacts recent() {
        return recent;
    }

    /** All calls known, in no order. */
    List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    /** The calls that live, in no order. */
    public List<CallView> live() {
        List<CallView> live = new ArrayList<>();
        entries.values()
                .forEach(entry -> {
                    if (entry.view().live()) {
                        live.add(entry.view());
                    }
                });
        return live;
    }

    /**
     * Takes in one fact; records thread only. Returns the call it tells something new of, as it is
     * now: of two ends the first counts.
     */
    @Nullable Entry record(CallEvent event) {
        return switch (event) {
            case CallEvent.TurnEnded turnEnded -> turn(turnEnded);
            case CallEvent.Ended over -> end(over);
            // the call was entered when it was made
            case CallEvent.Started started -> entries.get(started.callId());
            case CallEvent.ProviderFailed failed ->
                    failure(failed.callId(), failed.stage() + " " + word(failed.failure().kind()));
            case CallEvent.ToolEnded tool ->
                    tool.status() == ToolOutcome.Status.OK
                            ? null
                            : failure(tool.callId(), "tool " + word(tool.status()));
        };
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Entry turn(CallEvent.TurnEnded turnEnded) {
        Entry entry =
                entries.computeIfPresent(
                        turnEnded.callId(),
                        (id, known) -> known.with(withTurn(known.view(), turnEnded.turn())));
        if (entry != null) {
            recent.turn(entry.view(), turnEnded.turn());
        }
        return entry;
    }

    private @Nullable Entry failure(String callId, String what) {
        return entries.computeIfPresent(
                callId, (id, entry) -> entry.with(withFailure(entry.view(), what)));
    }

    private @Nullable Entry end(CallEvent.Ended over) {
        Entry entry = entries.get(over.callId());
        if (entry == null || !entry.view().live()) {
            return null;
        }
        Entry ending = entry.with(withEnd(entry.view(), over));
        entries.put(over.callId(), ending);
        keepEnded(over.callId());
        recent.ended(ending.row());
        return ending;
    }

    private void keepEnded(String callId) {
        // an id that came again is as young as its last call
        ended.remove(callId);
        ended.add(callId);
        while (ended.size() > keptEnded) {
            String oldest = ended.removeFirst();
            entries.computeIfPresent(oldest, (id, entry) -> entry.view().live() ? entry : null);
        }
    }

    private static CallView withTurn(CallView view, TurnRecord turn) {
        List<TurnRecord> turns = new ArrayList<>(view.turns());
        if (turns.size() >= MAX_TURNS) {
            turns.remove(0);
        }
        turns.add(turn);
        return new CallView(
                view.callId(),
                view.agent(),
                view.transport(),
                view.startedAt(),
                turns,
                view.termination(),
                view.durationMs(),
                view.framesIn(),
                view.failures(),
                view.lastFailure());
    }

    private static CallView withFailure(CallView view, String what) {
        return new CallView(
                view.callId(),
                view.agent(),
                view.transport(),
                view.startedAt(),
                view.turns(),
                view.termination(),
                view.durationMs(),
                view.framesIn(),
                view.failures() + 1,
                what);
    }

    private static CallView withEnd(CallView view, CallEvent.Ended over) {
        return new CallView(
                view.callId(),
                view.agent(),
                view.transport(),
                view.startedAt(),
                view.turns(),
                over.termination(),
                over.durationMs(),
                over.framesIn(),
                view.failures(),
                view.lastFailure());
    }
}
