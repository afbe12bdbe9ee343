/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attributes what was heard to turns, and measures. A pure function of the history: what the caller
 * said and when, which messages came and when they were played, when the carrier's queue was
 * cleared.
 *
 * <p>An answer begins where the old utterance ends. If nothing was in play at the caller's onset,
 * that is the onset. Otherwise it is the first clear after the onset, or, when the server does not
 * clear, the moment the queue has run dry for {@value #DRY_MS} ms; a queue that carried nothing but
 * silence for {@value #LONGEST_GAP_MS} ms before the onset, and is not cleared, counts as dry. So
 * an answer may begin before the caller has ended, and its latency is then negative.
 */
public final class TurnMeter {

    /** A queue that is dry for longer has ended an utterance that nobody cleared. */
    static final long DRY_MS = 200;

    /**
     * A dry queue between two messages of an answer is an underrun up to here, beyond it a pause
     * between two utterances.
     */
    static final long LONGEST_GAP_MS = 500;

    private static final long DRY_NS = DRY_MS * 1_000_000;
    private static final long LONGEST_GAP_NS = LONGEST_GAP_MS * 1_000_000;

    /**
     * An agent that was audible within this time before the onset, and is after it, was interrupted
     * in mid-utterance.
     */
    private static final long BEFORE_NS = 1_000_000_000;

    private final List<HeardChunk> heard;
    private final List<Long> clears;

    /** Looks at the history as it grows; both lists are in order of time. */
    public TurnMeter(List<HeardChunk> heard, List<Long> clears) {
        this.heard = heard;
        this.clears = clears;
    }

    /**
     * Measures one turn.
     *
     * @param next the caller's turn after it, or null while there is none
     */
    public TurnFigures measure(CallerTurn turn, @Nullable CallerTurn next) {
        long fromNs = answerFromNs(turn);
        long toNs = next == null ? Long.MAX_VALUE : answerFromNs(next);
        int begin = indexOfArrival(fromNs);
        int end = indexOfArrival(toNs);
        HeardChunk first = firstAudible(begin, end);
        Double mrlMs = null;
        Double arrivalMs = null;
        if (first != null && !turn.keys()) {
            mrlMs = ms(first.firstAudibleNs(Long.MIN_VALUE) - turn.endNs());
            arrivalMs = ms(first.arrivalNs() - turn.endNs());
        }
        boolean bargedIn = bargedIn(turn, begin);
        Double stopMs = bargedIn ? ms(lastAudibleEndNs(0, begin) - turn.onsetNs()) : null;
        boolean cleared = turn.number() > 0 && clears.contains(fromNs);
        double staleMs = cleared ? ms(audibleNs(begin, end, fromNs, turn.endNs())) : 0;
        Gaps gaps = gaps(begin, end);
        double answerMs = ms(audibleNs(begin, end, Long.MIN_VALUE, Long.MAX_VALUE));
        return new TurnFigures(
                turn,
                mrlMs,
                arrivalMs,
                bargedIn,
                stopMs,
                staleMs,
                gaps.count,
                ms(gaps.longestNs),
                answerMs);
    }

    /**
     * When the first audible block of the turn's answer is played, or {@link Long#MAX_VALUE} while
     * there is none.
     */
    public long answerAudibleNs(CallerTurn turn) {
        HeardChunk first = firstAudible(indexOfArrival(answerFromNs(turn)), heard.size());
        return first == null ? Long.MAX_VALUE : first.firstAudibleNs(Long.MIN_VALUE);
    }

    /** Messages that arrive from this instant on belong to the turn's answer. */
    private long answerFromNs(CallerTurn turn) {
        if (turn.number() == 0) {
            return Long.MIN_VALUE;
        }
        long onsetNs = turn.onsetNs();
        long dryNs = dryAfterNs(onsetNs);
        if (dryNs == onsetNs) {
            return onsetNs;
        }
        for (long clearNs : clears) {
            if (clearNs >= onsetNs && clearNs <= dryNs) {
                return clearNs;
            }
        }
        return silentBefore(onsetNs) ? onsetNs : dryNs;
    }

    /**
     * Whether what was in play at the onset had long been silence: an echo's queue never runs dry,
     * yet its old utterance is over.
     */
    private boolean silentBefore(long onsetNs) {
        long fromNs = onsetNs - LONGEST_GAP_NS;
        for (int i = indexOfArrival(onsetNs) - 1; i >= 0 && heard.get(i).endNs() > fromNs; i--) {
            if (heard.get(i).audibleNs(fromNs, Long.MAX_VALUE) > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first instant at or after {@code onsetNs} at which nothing is in play and nothing comes
     * for a while.
     */
    private long dryAfterNs(long onsetNs) {
        long endNs = onsetNs;
        boolean inPlay = false;
        for (int i = indexOfEnd(onsetNs); i < heard.size(); i++) {
            HeardChunk chunk = heard.get(i);
            if (chunk.playedSamples() == 0) {
                continue;
            }
            boolean joins = inPlay ? chunk.startNs() - endNs < DRY_NS : chunk.arrivalNs() < onsetNs;
            if (!joins) {
                return endNs;
            }
            inPlay = true;
            endNs = Math.max(endNs, chunk.endNs());
        }
        return endNs;
    }

    private boolean bargedIn(CallerTurn turn, int answerBegin) {
        if (turn.number() == 0) {
            return false;
        }
        long onsetNs = turn.onsetNs();
        boolean before = false;
        boolean after = false;
        // The old utterance: the run of messages up to the answer, back to the last pause.
        for (int i = answerBegin - 1; i >= 0; i--) {
            HeardChunk chunk = heard.get(i);
            before |= chunk.audibleNs(onsetNs - BEFORE_NS, onsetNs) > 0;
            after |= chunk.audibleNs(onsetNs, Long.MAX_VALUE) > 0;
            if (chunk.endNs() < onsetNs - BEFORE_NS) {
                break;
            }
        }
        return before && after;
    }

    private @Nullable HeardChunk firstAudible(int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (heard.get(i).firstAudibleNs(Long.MIN_VALUE) != Long.MAX_VALUE) {
                return heard.get(i);
            }
        }
        return null;
    }

    private long lastAudibleEndNs(int begin, int end) {
        for (int i = end - 1; i >= begin; i--) {
            if (heard.get(i).lastAudibleEndNs() != Long.MIN_VALUE) {
                return heard.get(i).lastAudibleEndNs();
            }
        }
        return Long.MIN_VALUE;
    }

    private long audibleNs(int begin, int end, long fromNs, long toNs) {
        long sum = 0;
        for (int i = begin; i < end; i++) {
            sum += heard.get(i).audibleNs(fromNs, toNs);
        }
        return sum;
    }

    private Gaps gaps(int begin, int end) {
        int count = 0;
        long longestNs = 0;
        for (int i = begin + 1; i < end; i++) {
            long gapNs = heard.get(i).startNs() - heard.get(i - 1).endNs();
            boolean cut = heard.get(i - 1).playedSamples() < heard.get(i - 1).mulaw().length;
            if (gapNs > 0 && gapNs <= LONGEST_GAP_NS && !cut) {
                count++;
                longestNs = Math.max(longestNs, gapNs);
            }
        }
        return new Gaps(count, longestNs);
    }

    /** Index of the first message that arrived at or after {@code fromNs}. */
    private int indexOfArrival(long fromNs) {
        int low = 0;
        int high = heard.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (heard.get(mid).arrivalNs() < fromNs) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** Index of a message from which on all that are still in play at {@code atNs} are found. */
    private int indexOfEnd(long atNs) {
        int i = indexOfArrival(atNs);
        while (i > 0 && heard.get(i - 1).endNs() > atNs) {
            i--;
        }
        return i;
    }

    private static double ms(long ns) {
        return ns / 1e6;
    }

    private record Gaps(int count, long longestNs) {}
}
