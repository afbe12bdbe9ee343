/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Tells which audio belongs to which clause, and where in it each word ends. The protocol marks no
 * clause: each message says which characters of the text its audio holds, so those are followed
 * through the clauses. A clause ends where the first character of the next one is spoken, or with
 * the message that speaks its last letter; the last one of an utterance ends with the stream.
 * Characters that a server leaves out or changes are stepped over. Without alignment clauses end
 * with the stream, or where it pauses for long: the first then holds all of the audio, so less
 * counts as heard than was.
 *
 * <p>One for each utterance; loop's thread.
 */
final class ClauseTrack {
    /** How far a character may be from where it is expected, in characters that are no space. */
    private static final int LOOKAHEAD = 8;

    private final int utterance;
    private final int bytesPerMs;
    private final int bytesPerSample;
    private final Deque<Clause> open = new ArrayDeque<>();

    private int position;
    private long clauseBytes;
    private int base;
    private int[] markChars = new int[16];
    private long[] markSamples = new long[16];
    private int marks;
    private boolean aligned;

    private record Clause(int number, String text) {}

    /**
     * A clause that ends within, or with, the audio of a message.
     *
     * @param atByte how much of the message's audio comes before
     */
    record Cut(int atByte, VoiceEvent.ClauseDone done) {}

    ClauseTrack(int utterance, int bytesPerMs, int bytesPerSample) {
        this.utterance = utterance;
        this.bytesPerMs = bytesPerMs;
        this.bytesPerSample = bytesPerSample;
    }

    /** A clause was sent. */
    void add(int number, String text) {
        open.addLast(new Clause(number, text));
    }

    /** True while the audio of a clause is not complete. */
    boolean owed() {
        return !open.isEmpty();
    }

    /** True when the server says what it speaks, so that {@link #owed} is known. */
    boolean isAligned() {
        return aligned;
    }

    /** The clause whose audio comes now, or -1. */
    int current() {
        return open.isEmpty() ? -1 : open.getFirst().number();
    }

    /**
     * Takes what a message says.
     *
     * @param audioBytes how much audio it brings
     * @param ending the utterance's text is complete, so its last clause ends with the stream
     * @param last the stream ends with this message
     * @return the clauses it ends, in order
     */
    List<Cut> take(CharTimes times, int audioBytes, boolean ending, boolean last) {
        List<Cut> cuts = new ArrayList<>(1);
        base = 0;
        aligned |= times.length() > 0;
        for (int i = 0; i < times.length() && !open.isEmpty(); i++) {
            if (!Character.isWhitespace(times.charAt(i))) {
                follow(times, i, audioBytes, cuts);
            }
        }
        boolean held = ending && open.size() == 1;
        if (!open.isEmpty() && spoken(open.getFirst().text(), position) && !held) {
            cuts.add(cut(audioBytes));
        }
        while (last && !open.isEmpty()) {
            cuts.add(cut(audioBytes));
        }
        clauseBytes += audioBytes - base;
        return cuts;
    }

    /** The stream has ended without a last message, or paused: so have all clauses. */
    List<VoiceEvent.ClauseDone> end() {
        base = 0;
        List<VoiceEvent.ClauseDone> ends = new ArrayList<>(open.size());
        while (!open.isEmpty()) {
            ends.add(cut(0).done());
        }
        return ends;
    }

    private void follow(CharTimes times, int i, int audioBytes, List<Cut> cuts) {
        String text = open.getFirst().text();
        int at = find(text, position, times.charAt(i));
        if (at < 0 && spoken(text, position) && open.size() > 1) {
            String next = second().text();
            at = find(next, 0, times.charAt(i));
            if (at >= 0) {
                cuts.add(cut(Math.max(base, byteAt(times.startMs(i), audioBytes))));
                text = next;
            }
        }
        if (at < 0) {
            return;
        }
        position = at + 1;
        if (position == text.length() || Character.isWhitespace(text.charAt(position))) {
            mark(position, Math.max(base, byteAt(times.endMs(i), audioBytes)));
        }
    }

    private Clause second() {
        var clauses = open.iterator();
        clauses.next();
        return clauses.next();
    }

    private int byteAt(int ms, int audioBytes) {
        return (int) Math.min(audioBytes, (long) ms * bytesPerMs);
    }

    /** Where the character is next in the text, near the position; -1 where it is not. */
    private static int find(String text, int from, char wanted) {
        int seen = 0;
        for (int i = from; i < text.length() && seen < LOOKAHEAD; i++) {
            char c = text.charAt(i);
            if (Character.toLowerCase(c) == Character.toLowerCase(wanted)) {
                return i;
            }
            if (!Character.isWhitespace(c)) {
                seen++;
            }
        }
        return -1;
    }

    /** True when nothing is left to be pronounced. */
    private static boolean spoken(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void mark(int chars, int atByte) {
        if (marks == markChars.length) {
            markChars = Arrays.copyOf(markChars, 2 * marks);
            markSamples = Arrays.copyOf(markSamples, 2 * marks);
        }
        long sample = (clauseBytes + atByte - base) / bytesPerSample;
        markChars[marks] = chars;
        markSamples[marks] = marks == 0 ? sample : Math.max(sample, markSamples[marks - 1]);
        marks++;
    }

    private Cut cut(int atByte) {
        Clause clause = open.removeFirst();
        VoiceEvent.Alignment alignment =
                marks == 0
                        ? null
                        : new VoiceEvent.Alignment(
                                Arrays.copyOf(markChars, marks), Arrays.copyOf(markSamples, marks));
        long samples = (clauseBytes + atByte - base) / bytesPerSample;
        position = 0;
        marks = 0;
        clauseBytes = 0;
        base = atByte;
        return new Cut(
                atByte, new VoiceEvent.ClauseDone(utterance, clause.number(), samples, alignment));
    }
}
