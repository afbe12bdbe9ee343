/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.audio.WireAudio;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call, when it is over. Immutable.
 *
 * @param callSid the call's id, the server's as well
 * @param failure why the call did not do what was asked; empty when it did
 * @param endedByServer whether the server ended the stream
 * @param streamStartNs stream time zero on the caller's clock
 * @param turns figures of every turn, the greeting first
 * @param claims what the script said the agent would say
 * @param counts what was counted
 * @param spoken what the caller sent, µ-law
 * @param heard what the caller heard, µ-law, from stream time zero
 * @param trace marks, clears and keys, each with its instant
 */
@SuppressWarnings("ArrayRecordComponent") // two long clips; nobody compares results
public record CallResult(
        String callSid,
        String failure,
        boolean endedByServer,
        long streamStartNs,
        List<TurnFigures> turns,
        List<Claim> claims,
        Counts counts,
        byte[] spoken,
        byte[] heard,
        CallTrace trace) {

    private static final long SAMPLE_NS = 125_000;

    /** The agent's text of a turn must match. */
    public record Claim(int turn, Pattern pattern) {}

    /**
     * What was counted.
     *
     * @param framesSent frames of 20 ms sent
     * @param framesLate of these, sent more than 5 ms late
     * @param framesReceived audio received, in frames of 20 ms
     * @param messagesReceived media messages received
     * @param clears orders to clear
     * @param marks marks echoed
     * @param warnings messages that Twilio would warn about (31951)
     * @param maxLookAheadMs most audio the server had ahead of the ear
     * @param corrections replies given because the agent had not yet said what it should
     * @param echo what an echo returned, or null: of any other agent nobody knows what must come
     */
    public record Counts(
            long framesSent,
            long framesLate,
            long framesReceived,
            long messagesReceived,
            int clears,
            int marks,
            int warnings,
            double maxLookAheadMs,
            int corrections,
            @Nullable EchoFigures echo) {}

    public CallResult {
        turns = List.copyOf(turns);
        claims = List.copyOf(claims);
    }

    /** Whether the call did what was asked, as far as the caller can tell. */
    public boolean completed() {
        return failure.isEmpty();
    }

    /** End of speech of a turn in stream time. */
    public double endOfSpeechMs(CallerTurn turn) {
        return endOfSpeechMs(turn, streamStartNs);
    }

    /** Beginning of a turn in stream time. */
    public double onsetMs(CallerTurn turn) {
        return (turn.onsetNs() - streamStartNs) / 1e6;
    }

    static double endOfSpeechMs(CallerTurn turn, long streamStartNs) {
        return (turn.endNs() - streamStartNs) / 1e6;
    }

    /** Places what was heard on the stream's time line, silence between. */
    static byte[] render(List<HeardChunk> chunks, long streamStartNs) {
        long endNs = streamStartNs;
        for (HeardChunk chunk : chunks) {
            if (chunk.playedSamples() > 0) {
                endNs = Math.max(endNs, chunk.endNs());
            }
        }
        byte[] line = new byte[(int) ((endNs - streamStartNs) / SAMPLE_NS) + 1];
        Arrays.fill(line, WireAudio.SILENCE);
        for (HeardChunk chunk : chunks) {
            if (chunk.playedSamples() == 0) {
                // cleared before it was heard: its place may lie beyond the line's end
                continue;
            }
            int at = (int) Math.max(0, (chunk.startNs() - streamStartNs) / SAMPLE_NS);
            System.arraycopy(
                    chunk.mulaw(), 0, line, at, Math.min(chunk.playedSamples(), line.length - at));
        }
        return line;
    }
}
