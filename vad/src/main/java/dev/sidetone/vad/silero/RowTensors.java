/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of the model over a given number of rows: its tensors, made once. Owned by an inference.
 */
final class RowTensors {
    private static final String[] INPUTS = {"input", "state", "sr"};
    private static final String[] OUTPUTS = {"output", "stateN"};

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    private final NativeRun.@Nullable Prepared direct;

    /**
     * A run over these tensors.
     *
     * @param inputs input, state and sample rate
     * @param outputs probability and next state
     */
    RowTensors(
            OrtSession session,
            @Nullable NativeRun direct,
            OnnxTensor[] inputs,
            OnnxTensor[] outputs) {
        this.session = session;
        for (int i = 0; i < INPUTS.length; i++) {
            this.inputs.put(INPUTS[i], inputs[i]);
        }
        for (int i = 0; i < OUTPUTS.length; i++) {
            this.outputs.put(OUTPUTS[i], outputs[i]);
        }
        this.direct =
                direct == null
                        ? null
                        : direct.prepare(INPUTS.clone(), inputs, OUTPUTS.clone(), outputs);
    }

    void run() throws OrtException {
        if (direct == null) {
            session.run(inputs, outputs).close();
        } else {
            direct.run();
        }
    }
}
