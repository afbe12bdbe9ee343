/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.vad.CallDetectors;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.energy.EnergyDetector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Silero for the calls of a node: a batch, with an inference of its own, for each worker. A worker
 * that gets none, whatever the reason, has energy detectors instead, which is counted and told by
 * {@link #status}. Any thread attaches and asks; a worker's detectors are made on its thread.
 */
public final class SileroDetectors implements CallDetectors {
    private static final String NAME = "silero";

    private final @Nullable SileroModel model;
    private final Map<MediaWorker, SileroBatch> batches = new ConcurrentHashMap<>();
    private volatile @Nullable SileroException problem;

    private SileroDetectors(@Nullable SileroModel model, @Nullable SileroException problem) {
        this.model = model;
        this.problem = problem;
    }

    /** With the model of the first of these places that has one; without one, energy serves. */
    public static SileroDetectors find(ModelPlaces places) {
        try {
            return new SileroDetectors(places.load(), null);
        } catch (SileroException missing) {
            return new SileroDetectors(null, missing);
        }
    }

    /** With this model. */
    public static SileroDetectors of(SileroModel model) {
        return new SileroDetectors(model, null);
    }

    /**
     * Tries whether it would serve, as {@code sidetone doctor} does.
     *
     * @throws SileroException when it would not
     */
    public static SileroModel check(ModelPlaces places) throws SileroException {
        SileroModel model = places.load();
        SileroInference.open(model).close();
        return model;
    }

    /** Opens an inference for a worker that does not run yet, or on its thread. */
    @Override
    public void attach(MediaWorker worker) {
        if (model == null) {
            worker.counters().increment(MediaCounter.VAD_UNAVAILABLE);
            return;
        }
        try {
            SileroInference inference = SileroInference.open(model);
            SileroBatch batch =
                    new SileroBatch(inference, worker.counters(), () -> batches.remove(worker));
            worker.add(batch);
            batches.put(worker, batch);
        } catch (SileroException unusable) {
            problem = unusable;
            worker.counters().increment(MediaCounter.VAD_UNAVAILABLE);
        }
    }

    @Override
    public VoiceActivityDetector create(MediaWorker worker) {
        SileroBatch batch = batches.get(worker);
        return batch == null
                ? new EnergyDetector()
                : new SileroDetector(batch, CascadeConfig.DEFAULT);
    }

    @Override
    public Status status() {
        SileroException known = problem;
        if (known != null) {
            return new Status(
                    NAME, Status.ENERGY_SERVES, known.reason().word(), known.getMessage());
        }
        long broken = batches.values().stream().filter(batch -> !batch.isServing()).count();
        return broken == 0
                ? new Status(NAME, Status.OK, null, null)
                : new Status(
                        NAME,
                        Status.DEGRADED,
                        "inference_failed",
                        "an inference failed on "
                                + broken
                                + " workers, where energy serves until the server is restarted; the"
                                + " log has the fault");
    }
}
