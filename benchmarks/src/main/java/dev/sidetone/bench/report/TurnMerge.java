/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the caller's clock says about a turn with what the server says about it. Turns are
 * paired by number as long as both put the end of speech at about the same instant of stream time;
 * otherwise by that instant, because a server that heard one sentence as two counts differently.
 */
public final class TurnMerge {

    /** Ends of speech further apart than this are not the same turn's. */
    static final double SAME_TURN_MS = 700;

    private static final TurnRecord.Providers UNKNOWN = new TurnRecord.Providers(null, null, null);

    private TurnMerge() {}

    /** The caller's turns, in order, each with the server's part where it is known. */
    public static List<TurnRecord> merge(
            CallResult call, String transport, List<TurnRecord> server) {
        List<TurnRecord> merged = new ArrayList<>();
        for (TurnFigures figures : call.turns()) {
            double endMs = call.endOfSpeechMs(figures.turn());
            merged.add(
                    join(
                            call.callSid(),
                            transport,
                            figures,
                            endMs,
                            counterpart(figures, endMs, server)));
        }
        return merged;
    }

    /** One turn of a call; the server's part may be missing. */
    public static TurnRecord one(
            String callId,
            String transport,
            TurnFigures figures,
            double endMs,
            @Nullable TurnRecord server) {
        return join(callId, transport, figures, endMs, server);
    }

    /** One turn while the call still runs; the server's part may be missing. */
    public static TurnRecord one(TurnFigures figures, double endMs, @Nullable TurnRecord server) {
        return join("", "", figures, endMs, server);
    }

    /** The server's record of a turn, or null. */
    public static @Nullable TurnRecord counterpart(
            TurnFigures figures, double endMs, List<TurnRecord> server) {
        return counterpart(figures.turn(), endMs, server);
    }

    /** The server's record of a turn whose end lies at {@code endMs} of stream time, or null. */
    public static @Nullable TurnRecord counterpart(
            CallerTurn turn, double endMs, List<TurnRecord> server) {
        int number = turn.number();
        boolean spoken = !turn.keys();
        TurnRecord nearest = null;
        double nearestMs = SAME_TURN_MS;
        for (TurnRecord record : server) {
            Double theirs = record.endOfSpeechMs();
            if (record.turn() == number
                    && (number == 0
                            || !spoken
                            || theirs == null
                            || Math.abs(theirs - endMs) <= SAME_TURN_MS)) {
                return record;
            }
            if (spoken
                    && theirs != null
                    && record.turn() > 0
                    && Math.abs(theirs - endMs) <= nearestMs) {
                nearest = record;
                nearestMs = Math.abs(theirs - endMs);
            }
        }
        return nearest;
    }

    private static TurnRecord join(
            String callId,
            String transport,
            TurnFigures figures,
            double endMs,
            @Nullable TurnRecord server) {
        boolean greeting = figures.turn().number() == 0;
        TurnRecord s = server == null ? empty(callId, figures.turn().number(), transport) : server;
        String said = figures.turn().text();
        return new TurnRecord(
                callId,
                figures.turn().number(),
                transport,
                s.callerText() == null && figures.turn().keys() ? said : s.callerText(),
                s.agentText(),
                s.agentTextHeard(),
                greeting ? null : Double.valueOf(endMs),
                greeting ? null : figures.mrlMs(),
                greeting ? null : figures.mrlArrivalMs(),
                s.serverMrlMs(),
                s.endpointingTargetMs(),
                s.endpointingMs(),
                s.sttFinalMs(),
                s.llmFirstTokenMs(),
                s.firstSentenceMs(),
                s.ttsFirstAudioMs(),
                s.egressMs(),
                figures.bargedIn(),
                s.bargeInClearMs(),
                figures.bargeInStopMs(),
                s.providers());
    }

    private static TurnRecord empty(String callId, int turn, String transport) {
        return new TurnRecord(
                callId, turn, transport, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, false, null, null, UNKNOWN);
    }
}
