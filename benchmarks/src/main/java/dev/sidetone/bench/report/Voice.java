/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.server.report.CallTimes;
import dev.sidetone.server.report.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One voice of a recorded call: where it speaks, and what its waveform looks like. Immutable. */
final class Voice implements Waveform {

    /** Two audible stretches with a shorter pause between them are one span of speech. */
    static final int JOINED_PAUSE_MS = 300;

    static final int SAMPLES_PER_MS = 8;

    /** A voice whose loudest sample is below this (−30 dBFS) is drawn as quiet as it is. */
    private static final int LEAST_FULL_SCALE = 1036;

    /** Smaller strokes are no more than the base line. */
    private static final int LEAST_STROKE = 1;

    private static final int BLOCK_SAMPLES = WireAudio.BLOCK_MS * SAMPLES_PER_MS;

    private final byte[] mulaw;
    private final short[] pcm;
    private final int fullScale;

    /** A voice from stream time zero on. */
    Voice(byte[] mulaw) {
        this.mulaw = mulaw;
        this.pcm = WireAudio.decode(mulaw);
        this.fullScale = Math.max(LEAST_FULL_SCALE, peak(0, pcm.length));
    }

    /** The audio. */
    short[] pcm() {
        return pcm;
    }

    /** How long it is. */
    double durationMs() {
        return (double) pcm.length / SAMPLES_PER_MS;
    }

    /** Where it is audible, by the rule that all figures go by. */
    List<CallTimes.Span> speech() {
        List<CallTimes.Span> spans = new ArrayList<>();
        double fromMs = -1;
        double toMs = 0;
        for (int at = 0; at < mulaw.length; at += BLOCK_SAMPLES) {
            int length = Math.min(BLOCK_SAMPLES, mulaw.length - at);
            if (!WireAudio.LEVEL.isAudible(mulaw, at, length)) {
                continue;
            }
            double startMs = (double) at / SAMPLES_PER_MS;
            if (fromMs < 0) {
                fromMs = startMs;
            } else if (startMs - toMs >= JOINED_PAUSE_MS) {
                spans.add(new CallTimes.Span(fromMs, toMs));
                fromMs = startMs;
            }
            toMs = (double) (at + length) / SAMPLES_PER_MS;
        }
        if (fromMs >= 0) {
            spans.add(new CallTimes.Span(fromMs, toMs));
        }
        return spans;
    }

    /** {@inheritDoc} Scaled to the loudest of the whole voice. */
    @Override
    public String path(double fromMs, double toMs, int columns) {
        StringBuilder path = new StringBuilder();
        double samplesPerColumn = (toMs - fromMs) * SAMPLES_PER_MS / columns;
        double from = fromMs * SAMPLES_PER_MS;
        for (int column = 0; column < columns; column++) {
            int begin = (int) (from + column * samplesPerColumn);
            int end = (int) (from + (column + 1) * samplesPerColumn);
            int half = peak(begin, end) * (PATH_HEIGHT / 2) / fullScale;
            if (half >= LEAST_STROKE) {
                path.append(
                        String.format(
                                Locale.ROOT,
                                "M%d.5 %dv%d",
                                column,
                                PATH_HEIGHT / 2 - half,
                                2 * half));
            }
        }
        return path.toString();
    }

    private int peak(int from, int to) {
        int peak = 0;
        for (int i = Math.max(0, from); i < Math.min(to, pcm.length); i++) {
            peak = Math.max(peak, Math.abs((int) pcm[i]));
        }
        return peak;
    }
}
