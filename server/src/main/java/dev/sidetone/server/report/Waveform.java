/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

/** What a recorded voice looks like. Any thread. */
public interface Waveform {

    /** Height of the box that {@link #path} draws in. */
    int PATH_HEIGHT = 100;

    /**
     * A stretch as SVG path data in a box of {@code columns} by {@value #PATH_HEIGHT}: one upright
     * stroke a column, as high as its loudest sample. Silent columns have none.
     */
    String path(double fromMs, double toMs, int columns);

    /** The two voices of a call. */
    record Voices(Waveform caller, Waveform agent) {}
}
