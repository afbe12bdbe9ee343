/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import ai.onnxruntime.OrtSession;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.vad.CallDetectors;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.energy.EnergyDetector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Silero for the calls of a node: a batch, with an inference of its own, for each worker. A worker
 * that gets none, whatever the reason, has energy detectors instead, which is counted and told by
 * {@link #status}. Any thread attaches and asks; a worker's detectors are made on its thread.
 */
public final class SileroDetectors implements CallDetectors {
    private static final String NAME = "silero";

    private static final String ALLOCATES =
            "this version of ONNX Runtime lacks the method that allocates next to nothing; its"
                    + " public one serves, at some 560 bytes an inference";

    private final @Nullable SileroModel model;
    private final Function<OrtSession, @Nullable NativeRun> direct;
    private final Map<MediaWorker, SileroBatch> batches = new ConcurrentHashMap<>();
    private volatile @Nullable SileroException problem;
    private volatile boolean allocates;

    private SileroDetectors(
            @Nullable SileroModel model,
            @Nullable SileroException problem,
            Function<OrtSession, @Nullable NativeRun> direct) {
        this.model = model;
        this.problem = problem;
        this.direct = direct;
    }

    /** With the model of the first of these places that has one; without one, energy serves. */
    public static SileroDetectors find(ModelPlaces places) {
        try {
            return of(places.load());
        } catch (SileroException missing) {
            return new SileroDetectors(null, missing, NativeRun::of);
        }
    }

    /** With this model. */
    public static SileroDetectors of(SileroModel model) {
        return of(model, NativeRun::of);
    }

    /** The same with another way to run. */
    static SileroDetectors of(SileroModel model, Function<OrtSession, @Nullable NativeRun> direct) {
        return new SileroDetectors(model, null, direct);
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
            SileroInference inference = SileroInference.open(model, direct);
            allocates |= !inference.isDirect();
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
                ? new Status(NAME, Status.OK, null, allocates ? ALLOCATES : null)
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
