/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.caller.FrameClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of a run come to. Latencies are kept of what was due inside the measured window;
 * counts are of the whole run. Owned by the loop's thread; others get a {@link LoadSnapshot}.
 */
final class LoadTally {

    private static final long LONGEST_US = 120_000_000;
    private static final long US = 1000;
    private static final int MOST_REASONS = 50;
    private static final String OTHER = "other";

    private final Histogram latencyUs = new Histogram(LONGEST_US, 3);
    private final Histogram intervalUs = new Histogram(LONGEST_US, 3);
    private final Histogram setupUs = new Histogram(LONGEST_US, 3);
    private final Histogram latenessUs = FrameClock.latenessHistogram();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final BadTally bad = new BadTally();
    private List<TurnOutcome> turns = new ArrayList<>();
    private EchoFigures echo = new EchoFigures(0, 0, 0, 0);
    private @Nullable Histogram latenessInWindowUs;
    private long lateInWindow;
    private long windowFromNs = Long.MAX_VALUE;
    private long windowToNs = Long.MAX_VALUE;
    private int attempted;
    private int streams;
    private int completed;
    private int failed;
    private int refused;
    private long framesSent;
    private long samplesReceived;
    private long messagesReceived;
    private long lateBefore;
    private long late;
    private long warnings;
    private long otherStream;
    private long strayPhrases;
    private int greeted;
    private int prompts;
    private int outOfTurn;

    /** The window is known; what is due in it counts. */
    void window(long fromNs, long toNs) {
        windowFromNs = fromNs;
        windowToNs = toNs;
    }

    /** The window begins: how late sends were before it is forgotten. */
    void beginWindow() {
        latenessUs.reset();
        lateBefore = late;
    }

    /** The window ends: how late sends are after it is nobody's. */
    void endWindow() {
        latenessInWindowUs = latenessUs.copy();
        lateInWindow = late - lateBefore;
    }

    /** Where schedules record how late they were served. */
    Histogram latenessUs() {
        return latenessUs;
    }

    /** What bad calls come to: they count nowhere else. */
    BadTally bad() {
        return bad;
    }

    void attempt() {
        attempted++;
    }

    /** A stream opened, so long after its call was to arrive. */
    void opened(long setupNs) {
        streams++;
        setupUs.recordValue(us(setupNs));
    }

    void completed() {
        completed++;
    }

    /** A call failed; {@code why} is one of few texts. */
    void failed(String why) {
        failed++;
        count(failures, why);
    }

    /** The server declined a call in good order. */
    void refused(String why) {
        refused++;
        count(refusals, why);
    }

    /** A stream that had opened is over. */
    void closed() {
        streams--;
    }

    void sent(long lateNs) {
        framesSent++;
        if (lateNs > FrameClock.VALID_LATENESS_P99_MS * 1e6) {
            late++;
        }
    }

    void received(int samples) {
        messagesReceived++;
        samplesReceived += samples;
    }

    void warning() {
        warnings++;
    }

    /** A message came to a caller whose stream it does not name. */
    void otherStream() {
        otherStream++;
    }

    /** Somebody who says nothing heard the agent for the first time. */
    void greeted() {
        greeted++;
    }

    /** The agent asked somebody who says nothing, after a silence. */
    void prompted() {
        prompts++;
    }

    /** The agent spoke to somebody who says nothing, too soon for that. */
    void outOfTurn() {
        outOfTurn++;
    }

    /** A frame that was due at {@code dueNs} came back, or did not within this time. */
    void echoed(long dueNs, long latencyNs) {
        long us = us(latencyNs);
        intervalUs.recordValue(us);
        if (measured(dueNs)) {
            latencyUs.recordValue(us);
        }
    }

    /** What an echo made of one call's frames. */
    void echo(EchoFigures call) {
        echo =
                new EchoFigures(
                        echo.lost() + call.lost(),
                        echo.reordered() + call.reordered(),
                        echo.repeated() + call.repeated(),
                        echo.foreign() + call.foreign());
    }

    /** A caller who had asked nothing yet heard the answer to a phrase. */
    void strayPhrase() {
        strayPhrases++;
    }

    /** A turn is over. */
    void turn(TurnOutcome turn) {
        turns.add(turn);
    }

    /** Whether an instant lies in the measured window. */
    boolean measured(long atNs) {
        return atNs >= windowFromNs && atNs < windowToNs;
    }

    /** All of it, at this instant; turns and the interval are handed over once. */
    LoadSnapshot snapshot(long nowNs) {
        List<TurnOutcome> handed = turns;
        turns = new ArrayList<>();
        Histogram interval = intervalUs.copy();
        intervalUs.reset();
        Histogram lateness = latenessInWindowUs;
        return new LoadSnapshot(
                nowNs,
                new LoadSnapshot.Calls(attempted, streams, completed, failed, refused),
                new LoadSnapshot.Frames(
                        framesSent,
                        samplesReceived / NumberedFrames.FRAME_BYTES,
                        messagesReceived,
                        lateness == null ? late - lateBefore : lateInWindow,
                        warnings,
                        otherStream,
                        strayPhrases,
                        echo),
                new LoadSnapshot.Idle(greeted, prompts, outOfTurn),
                handed,
                latencyUs.copy(),
                interval,
                lateness == null ? latenessUs.copy() : lateness,
                setupUs.copy(),
                Map.copyOf(failures),
                Map.copyOf(refusals),
                bad.figures());
    }

    private static long us(long ns) {
        return Math.clamp(ns / US, 0, LONGEST_US);
    }

    private static void count(Map<String, Integer> reasons, String why) {
        String reason = reasons.size() < MOST_REASONS || reasons.containsKey(why) ? why : OTHER;
        reasons.merge(reason, 1, Integer::sum);
    }
}
