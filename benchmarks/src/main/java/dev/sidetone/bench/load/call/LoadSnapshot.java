/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.EchoFigures;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A run as it stood at one instant. Made by the loop's thread, then anyone's; histograms are copies
 * and not written to again.
 *
 * @param atNs when, on {@link System#nanoTime}'s clock
 * @param turns turns that ended since the snapshot before
 * @param latencyUs echo round trips inside the measured window, from when a frame was due
 * @param intervalUs echo round trips since the snapshot before, in the window or not
 * @param latenessUs how late the harness's own sends were since the window began
 * @param setupUs a call's arrival to its open stream
 * @param failures why calls failed, and how many
 * @param refusals how the server declined calls, and how many
 * @param bad bad calls by kind, which count nowhere else; empty where there are none
 */
public record LoadSnapshot(
        long atNs,
        Calls calls,
        Frames frames,
        Idle idle,
        List<TurnOutcome> turns,
        Histogram latencyUs,
        Histogram intervalUs,
        Histogram latenessUs,
        Histogram setupUs,
        Map<String, Integer> failures,
        Map<String, Integer> refusals,
        List<BadFigures> bad) {

    /**
     * Calls so far.
     *
     * @param attempted that arrived
     * @param streams that are open now
     * @param completed that ended as their caller wanted
     * @param failed that ended otherwise
     * @param refused that the server declined in good order
     */
    public record Calls(int attempted, int streams, int completed, int failed, int refused) {}

    /**
     * Frames of 20 ms so far.
     *
     * @param received audio received, in frames
     * @param messages in so many messages
     * @param late sent more than 5 ms late, since the window began
     * @param warnings messages that are not of the protocol, about which a carrier would warn
     * @param otherStream messages for another stream than their caller's
     * @param strayPhrases coded answers heard by callers who had asked nothing yet
     * @param echo of calls that are over; zeros where nothing is echoed
     */
    public record Frames(
            long sent,
            long received,
            long messages,
            long late,
            long warnings,
            long otherStream,
            long strayPhrases,
            EchoFigures echo) {}

    /**
     * What callers who say nothing heard so far; zeros where there are none.
     *
     * @param greeted calls in which anything was heard
     * @param prompts how often the agent spoke again after a silence in which it may
     * @param outOfTurn how often it did sooner
     */
    public record Idle(int greeted, int prompts, int outOfTurn) {}
}
