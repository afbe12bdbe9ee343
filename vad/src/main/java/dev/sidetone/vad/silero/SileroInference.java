/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the model at 8 kHz over up to {@link #MAX_ROWS} windows at once, on the calling thread
 * alone. One a worker. Input, state and results lie in direct buffers made once, and for each
 * number of rows there are tensors over them made once, so that a run allocates only what ONNX
 * Runtime does (see {@link NativeRun}), whatever the number of rows, and costs no padding.
 *
 * <pre>
 * input [rows, 32 + 256]   state [2, rows, 128]   sr 8000   →   output [rows, 1]   stateN [2, rows, 128]
 * </pre>
 */
final class SileroInference implements SileroBatch.Rows {
    /** More do not get cheaper, and a cycle must end. */
    static final int MAX_ROWS = 32;

    private static final int INPUT = SileroStream.CONTEXT_SAMPLES + SileroStream.WINDOW_SAMPLES;
    private static final int UNITS = SileroStream.STATE_UNITS;
    private static final int LAYERS = SileroStream.STATE_LAYERS;
    private static final long SAMPLE_RATE = 8000;
    private static final Set<String> INPUTS = Set.of("input", "state", "sr");
    private static final Set<String> OUTPUTS = Set.of("output", "stateN");

    private final OrtSession session;
    private final boolean direct;
    private final FloatBuffer input = floats(MAX_ROWS * INPUT);
    private final FloatBuffer state = floats(LAYERS * MAX_ROWS * UNITS);
    private final FloatBuffer output = floats(MAX_ROWS);
    private final FloatBuffer nextState = floats(LAYERS * MAX_ROWS * UNITS);
    private final LongBuffer rate = longs(SAMPLE_RATE);
    private final List<OnnxTensor> tensors = new ArrayList<>();

    /** By number of rows, less one. */
    private final List<RowTensors> runs = new ArrayList<>();

    private final float[] window = new float[INPUT];

    private SileroInference(
            OrtEnvironment environment, OrtSession session, @Nullable NativeRun direct)
            throws OrtException {
        this.session = session;
        this.direct = direct != null;
        OnnxTensor rateTensor = kept(OnnxTensor.createTensor(environment, rate, new long[0]));
        for (int rows = 1; rows <= MAX_ROWS; rows++) {
            OnnxTensor[] in = {
                tensor(environment, input, rows, INPUT),
                tensor(environment, state, LAYERS, rows, UNITS),
                rateTensor
            };
            OnnxTensor[] out = {
                tensor(environment, output, rows, 1),
                tensor(environment, nextState, LAYERS, rows, UNITS)
            };
            runs.add(new RowTensors(session, direct, in, out));
        }
    }

    /**
     * Opens the model and runs it once, so that whatever is wrong with it, or with the native
     * library, shows now. May take 100 ms the first time.
     *
     * @throws SileroException when it does not run
     */
    static SileroInference open(SileroModel model) throws SileroException {
        return open(model, NativeRun::of);
    }

    /** The same with another way to run. */
    static SileroInference open(SileroModel model, Function<OrtSession, @Nullable NativeRun> direct)
            throws SileroException {
        try {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(
                            OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "sidetone");
            OrtSession session = session(environment, model.content());
            return proved(model, environment, session, direct.apply(session));
        } catch (OrtException unusable) {
            throw new SileroException(
                    SileroException.Reason.MODEL_WRONG,
                    model.file() + " does not load: " + unusable.getMessage(),
                    unusable);
        } catch (LinkageError | RuntimeException noNative) {
            throw new SileroException(
                    SileroException.Reason.NATIVE_UNAVAILABLE,
                    "ONNX Runtime's native library does not load on "
                            + System.getProperty("os.name")
                            + " "
                            + System.getProperty("os.arch")
                            + " ("
                            + rootOf(noNative)
                            + "); it needs a writable java.io.tmpdir that allows execution, glibc"
                            + " on Linux, and x86-64 or aarch64",
                    noNative);
        }
    }

    private static OrtSession session(OrtEnvironment environment, byte[] model)
            throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // the worker's thread does it all; others would take the cores of other workers
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            return environment.createSession(model, options);
        }
    }

    private static SileroInference proved(
            SileroModel model,
            OrtEnvironment environment,
            OrtSession session,
            @Nullable NativeRun direct)
            throws OrtException, SileroException {
        SileroInference inference = null;
        try {
            if (!session.getInputNames().equals(INPUTS)
                    || !session.getOutputNames().equals(OUTPUTS)) {
                throw new SileroException(
                        SileroException.Reason.MODEL_WRONG,
                        model.file()
                                + " is another model: expected inputs input, state, sr and outputs"
                                + " output, stateN; found "
                                + session.getInputNames()
                                + " and "
                                + session.getOutputNames());
            }
            inference = new SileroInference(environment, session, direct);
            // the largest first: what it takes from the system serves all others
            inference.run(MAX_ROWS);
            inference.run(1);
            return inference;
        } catch (OrtException | SileroException | RuntimeException unusable) {
            if (inference == null) {
                session.close();
            } else {
                inference.close();
            }
            throw unusable;
        }
    }

    /** Whether it runs beneath the public method, which would allocate more. */
    boolean isDirect() {
        return direct;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable next = thrown.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    private OnnxTensor tensor(OrtEnvironment environment, FloatBuffer buffer, long... shape)
            throws OrtException {
        int elements = 1;
        for (long dimension : shape) {
            elements *= (int) dimension;
        }
        return kept(OnnxTensor.createTensor(environment, buffer.slice(0, elements), shape));
    }

    private OnnxTensor kept(OnnxTensor tensor) {
        tensors.add(tensor);
        return tensor;
    }

    @Override
    public void load(int row, int rows, SileroStream stream) {
        stream.copyWindow(window);
        input.put(row * INPUT, window);
        for (int layer = 0; layer < LAYERS; layer++) {
            state.put((layer * rows + row) * UNITS, stream.state(), layer * UNITS, UNITS);
        }
    }

    @Override
    public void run(int rows) throws OrtException {
        runs.get(rows - 1).run();
    }

    @Override
    public void unload(int row, int rows, SileroStream stream) {
        for (int layer = 0; layer < LAYERS; layer++) {
            nextState.get((layer * rows + row) * UNITS, stream.state(), layer * UNITS, UNITS);
        }
        stream.onJudged(output.get(row));
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException alreadyGone) {
            throw new IllegalStateException(alreadyGone);
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static LongBuffer longs(long value) {
        return ByteBuffer.allocateDirect(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer()
                .put(0, value);
    }
}
