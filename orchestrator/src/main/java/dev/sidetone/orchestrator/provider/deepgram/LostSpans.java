/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

/**
 * Where audio of the call was lost on its way in. Connections count the audio they got, the call
 * counts what it offered; this leads from one to the other. Keeps the latest spans apart and the
 * sum of the older ones. Loop's thread only.
 */
final class LostSpans {
    /** The service speaks of what it heard seconds ago. */
    private static final int SPANS = 8;

    private final long[] places = new long[SPANS];
    private final long[] totals = new long[SPANS];
    private int count;
    private long olderTotal;

    /**
     * Audio is lost.
     *
     * @param place how many bytes had been taken before it
     */
    void lost(long place, int bytes) {
        if (count > 0 && places[count - 1] == place) {
            totals[count - 1] += bytes;
            return;
        }
        long before = count == 0 ? olderTotal : totals[count - 1];
        if (count == SPANS) {
            olderTotal = totals[0];
            System.arraycopy(places, 1, places, 0, SPANS - 1);
            System.arraycopy(totals, 1, totals, 0, SPANS - 1);
            count--;
        }
        places[count] = place;
        totals[count] = before + bytes;
        count++;
    }

    /** How many bytes had been offered when so many were taken. */
    long offered(long taken) {
        for (int i = count - 1; i >= 0; i--) {
            if (places[i] < taken) {
                return taken + totals[i];
            }
        }
        return taken + olderTotal;
    }
}
