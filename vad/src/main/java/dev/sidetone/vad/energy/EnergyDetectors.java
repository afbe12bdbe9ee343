/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.vad.CallDetectors;
import dev.sidetone.vad.VoiceActivityDetector;

/** Adaptive energy for every call; needs nothing of its worker. Any thread. */
public final class EnergyDetectors implements CallDetectors {

    @Override
    public void attach(MediaWorker worker) {}

    @Override
    public VoiceActivityDetector create(MediaWorker worker) {
        return new EnergyDetector();
    }

    @Override
    public Status status() {
        return new Status("energy", Status.OK, null, null);
    }
}
