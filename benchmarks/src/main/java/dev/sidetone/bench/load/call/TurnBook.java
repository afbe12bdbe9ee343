/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.caller.TurnMeter;
import dev.sidetone.bench.coded.CodedDecoder;
import dev.sidetone.bench.coded.CodedSpeech;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one caller, measured and judged when they are over. An answer that is interrupted is
 * measured together with the turn that interrupted it, since only then is known where the one ends
 * and the other begins. Owned by the loop's thread.
 */
final class TurnBook {

    private static final double NS_PER_MS = 1e6;

    private final String callSid;
    private final TurnMeter meter;
    private final LoadTally tally;
    private final @Nullable CodedDecoder decoder;
    private @Nullable Entry interrupted;
    private @Nullable Entry current;
    private long startNs;

    /** A turn and the phrases that were heard since it began. */
    private static final class Entry {
        private final CallerTurn turn;
        private final int phrase;
        private boolean own;
        private boolean foreign;

        Entry(CallerTurn turn, int phrase) {
            this.turn = turn;
            this.phrase = phrase;
        }
    }

    TurnBook(String callSid, boolean coded, TurnMeter meter, LoadTally tally) {
        this.callSid = callSid;
        this.meter = meter;
        this.tally = tally;
        this.decoder = coded ? CodedSpeech.decoder((number, _) -> onPhrase(number)) : null;
    }

    /** Stream time begins. */
    void begin(long atNs) {
        startNs = atNs;
    }

    /** The caller begins a turn; one that is not over yet is interrupted by it. */
    void speaks(CallerTurn turn, int phrase) {
        interrupted = current;
        current = new Entry(turn, phrase);
    }

    /** The agent is heard. */
    void hears(byte[] mulaw, int length) {
        if (decoder != null) {
            decoder.onMulaw(mulaw, 0, length);
        }
    }

    private void onPhrase(int number) {
        Entry now = current;
        if (now == null) {
            // nothing was asked yet, so no answer is ours
            tally.strayPhrase();
            return;
        }
        Entry before = interrupted;
        if (number == now.phrase) {
            now.own = true;
        } else if (before != null && number == before.phrase && !now.own) {
            before.own = true;
        } else {
            now.foreign = true;
        }
    }

    /** The current turn is over. */
    void over() {
        write(false);
    }

    /** The call ended within the current turn. */
    void cut() {
        write(true);
    }

    private void write(boolean cut) {
        Entry before = interrupted;
        Entry now = current;
        if (before != null && now != null) {
            write(before, meter.measure(before.turn, now.turn), false);
        }
        if (now != null) {
            write(now, meter.measure(now.turn, null), cut);
        }
        interrupted = null;
        current = null;
    }

    private void write(Entry entry, TurnFigures figures, boolean cut) {
        tally.turn(
                new TurnOutcome(
                        callSid,
                        figures,
                        (entry.turn.endNs() - startNs) / NS_PER_MS,
                        entry.turn.endNs(),
                        entry.phrase,
                        verdict(entry, figures, cut),
                        tally.measured(entry.turn.endNs())));
    }

    private TurnOutcome.Verdict verdict(Entry entry, TurnFigures figures, boolean cut) {
        Double mrlMs = figures.mrlMs();
        if (entry.foreign) {
            return TurnOutcome.Verdict.FOREIGN;
        }
        if (mrlMs == null) {
            return cut ? TurnOutcome.Verdict.CUT : TurnOutcome.Verdict.MISSED;
        }
        if (mrlMs < 0) {
            return TurnOutcome.Verdict.EARLY;
        }
        return decoder == null || entry.own
                ? TurnOutcome.Verdict.ANSWERED
                : TurnOutcome.Verdict.UNCODED;
    }
}
