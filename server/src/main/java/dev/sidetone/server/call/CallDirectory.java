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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of this node: live ones with the door to reach them, and the last ones that ended.
 * Records are fed by the records thread only; doors are entered and removed by workers; any thread
 * reads. Bounded: at most {@code keptEnded} ended calls, each with at most {@value #MAX_TURNS}
 * turns.
 */
public final class CallDirectory {
    /** A call that talks for a day must not hold the memory of one. */
    private static final int MAX_TURNS = 500;

    private final int keptEnded;
    private final Map<String, Mailbox> doors = new ConcurrentHashMap<>();
    private final Map<String, CallView> views = new ConcurrentHashMap<>();

    /** Ids in the order in which their last call ended. */
    private final LinkedHashSet<String> ended = new LinkedHashSet<>();

    public CallDirectory(int keptEnded) {
        this.keptEnded = keptEnded;
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
        views.put(id, new CallView(id, agent, transport, now, List.of(), null, null, null));
        return id;
    }

    private boolean viewLives(String id) {
        CallView known = views.get(id);
        return known != null && known.live();
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
            views.remove(callId);
        }
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
        return Optional.ofNullable(views.get(callId));
    }

    /** All calls known, newest first. */
    public List<CallView> list() {
        List<CallView> all = new ArrayList<>(views.values());
        all.sort((a, b) -> b.startedAt().compareTo(a.startedAt()));
        return all;
    }

    /**
     * Takes in one fact; records thread only. Returns true when it ended a call: of two ends the
     * first counts.
     */
    boolean record(CallEvent event) {
        return switch (event) {
            case CallEvent.TurnEnded turnEnded -> {
                views.computeIfPresent(
                        turnEnded.callId(), (id, view) -> withTurn(view, turnEnded.turn()));
                yield false;
            }
            case CallEvent.Ended over -> end(over);
            // the call was entered when it was made; the rest is for the log and the health
            case CallEvent.Started started -> false;
            case CallEvent.ProviderFailed failed -> false;
            case CallEvent.ToolEnded tool -> false;
        };
    }

    private boolean end(CallEvent.Ended over) {
        CallView view = views.get(over.callId());
        if (view == null || !view.live()) {
            return false;
        }
        views.put(over.callId(), withEnd(view, over));
        keepEnded(over.callId());
        return true;
    }

    private void keepEnded(String callId) {
        // an id that came again is as young as its last call
        ended.remove(callId);
        ended.add(callId);
        while (ended.size() > keptEnded) {
            String oldest = ended.removeFirst();
            views.computeIfPresent(oldest, (id, view) -> view.live() ? view : null);
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
                view.framesIn());
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
                over.framesIn());
    }
}
