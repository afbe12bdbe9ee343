/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import java.util.ArrayList;
import java.util.List;

/**
 * One utterance of the agent on its way to the vendor: its clauses, how many of them were sent, and
 * which audio came back. Loop's thread.
 */
final class SpokenUtterance {
    private final int number;
    private final ClauseTrack track;
    private final List<String> clauses = new ArrayList<>();
    private int sent;
    private boolean complete;
    private boolean endSent;
    private boolean heard;
    private boolean answered;
    private boolean triedAgain;
    private boolean failed;
    private boolean underWay;

    SpokenUtterance(int number, ClauseTrack track) {
        this.number = number;
        this.track = track;
    }

    int number() {
        return number;
    }

    ClauseTrack track() {
        return track;
    }

    void add(int clause, String text) {
        clauses.add(text);
        track.add(clause, text);
    }

    /** No further clause will come. */
    void complete() {
        complete = true;
    }

    /** Sends what was not sent yet; true when it sent anything. */
    boolean sendTo(VoiceSocket socket) {
        boolean any = sent < clauses.size();
        answered &= !any;
        while (sent < clauses.size()) {
            socket.speak(clauses.get(sent++));
        }
        if (complete && !endSent) {
            endSent = true;
            socket.finish();
        }
        return any;
    }

    /** True while audio is to come. */
    boolean owed() {
        return !failed && track.owed();
    }

    boolean endSent() {
        return endSent;
    }

    /** Audio came. */
    void heard() {
        heard = true;
        answered = true;
    }

    /** Audio came since text was sent last. */
    boolean isAnswered() {
        return answered;
    }

    boolean isHeard() {
        return heard;
    }

    /** True once: none of it was heard, so it may be sent again, from its start. */
    boolean startAgain() {
        boolean may = !heard && !triedAgain && !failed;
        if (may) {
            triedAgain = true;
            sent = 0;
            endSent = false;
        }
        return may;
    }

    /** Text came; true when the vendor owed nothing of it before. */
    boolean begin() {
        boolean first = !underWay;
        underWay = true;
        return first;
    }

    /** The vendor owes nothing of it; true when it did. */
    boolean end() {
        boolean last = underWay;
        underWay = false;
        return last;
    }

    void fail() {
        failed = true;
    }

    boolean isFailed() {
        return failed;
    }
}
