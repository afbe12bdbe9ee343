/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession;
import com.sun.management.ThreadMXBean;
import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.vad.CallDetectors;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model itself, through ONNX Runtime. */
@Tag("unit")
final class SileroInferenceTest {
    private static final int WINDOWS = 40;

    /** The native side's 16, and some for measuring; through the public method it is 560. */
    private static final long LIMIT_BYTES = 40;

    @Test
    void shouldHearSpeechInARecordingAndNoneBeforeIt() throws Exception {
        short[] pcm = Recording.pcm("clean_1");
        try (SileroInference inference = SileroInference.open(SileroModels.require())) {
            float[] judged = judge(inference, pcm, 1, 0);
            // speech lies from 1010 to 3060 ms
            for (int window = 0; window < 30; window++) {
                assertThat(judged[window]).as("window %d", window).isLessThan(0.2f);
            }
            int sure = 0;
            for (int window = 35; window < 93; window++) {
                sure += judged[window] > 0.5f ? 1 : 0;
            }
            assertThat(sure).as("windows of 58 taken for speech").isGreaterThan(40);
        }
    }

    @Test
    void shouldJudgeARowAmongOthersAsAlone() throws Exception {
        short[] pcm = Recording.pcm("clean_1");
        try (SileroInference inference = SileroInference.open(SileroModels.require())) {
            float[] alone = judge(inference, pcm, 1, 0);
            for (int rows : new int[] {2, 3, 8, 16, 31, 32}) {
                for (int row : new int[] {0, rows / 2, rows - 1}) {
                    assertThat(judge(inference, pcm, rows, row))
                            .as("row %d of %d", row, rows)
                            .containsExactly(alone, org.assertj.core.data.Offset.offset(1e-5f));
                }
            }
        }
    }

    @Test
    void shouldAllocateNextToNothingPerInference() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SileroStream[] streams = streams(SileroInference.MAX_ROWS);
        try (SileroInference inference = SileroInference.open(SileroModels.require())) {
            // until the compiler has taken the iterators away
            infer(inference, streams, 1, 12_000);
            for (int rows : new int[] {1, 8, 32}) {
                infer(inference, streams, rows, 20);
                long before = threads.getCurrentThreadAllocatedBytes();
                infer(inference, streams, rows, 200);
                long each = (threads.getCurrentThreadAllocatedBytes() - before) / 200;
                assertThat(each).as("bytes by %d rows", rows).isLessThanOrEqualTo(LIMIT_BYTES);
            }
        }
    }

    @Test
    void shouldJudgeTheSameThroughThePublicMethod() throws Exception {
        short[] pcm = Recording.pcm("clean_1");
        SileroModel model = SileroModels.require();
        try (SileroInference direct = SileroInference.open(model);
                SileroInference plain = SileroInference.open(model, session -> null)) {
            assertThat(judge(plain, pcm, 3, 1)).containsExactly(judge(direct, pcm, 3, 1));
        }
    }

    @Test
    void shouldServeThroughThePublicMethodAndSaySoWhereThePrivateOneIsMissing() throws Exception {
        SileroModel model = SileroModels.require();
        assertThat(statusWith(model, NativeRun::of))
                .isEqualTo(new CallDetectors.Status("silero", "ok", null, null));
        CallDetectors.Status without = statusWith(model, s -> NativeRun.of(s, "runOfOldTimes"));
        assertThat(without.state()).isEqualTo("ok");
        assertThat(without.reason()).isNull();
        assertThat(without.problem()).contains("public one serves");
    }

    /** Of the detectors of one worker. */
    private static CallDetectors.Status statusWith(
            SileroModel model, Function<OrtSession, @Nullable NativeRun> direct) {
        SileroDetectors detectors = SileroDetectors.of(model, direct);
        WorkerGroup workers =
                WorkerGroup.invoker(
                        WorkerConfig.defaults(),
                        new ManualClock(),
                        error -> {
                            throw new AssertionError(error);
                        });
        try {
            detectors.attach(workers.workers().getFirst());
            return detectors.status();
        } finally {
            workers.close(Duration.ZERO);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAnotherModel() throws Exception {
        Path other = SharedMaterial.require("models/smart-turn-v3.2-cpu.onnx");
        SileroModel model = SileroModel.unchecked(other, Files.readAllBytes(other));
        assertThatThrownBy(() -> SileroInference.open(model))
                .isInstanceOf(SileroException.class)
                .hasMessageContaining("is another model")
                .hasMessageContaining("input_features");
    }

    @Test
    void shouldSayThatABrokenFileDoesNotLoad() {
        byte[] noise = new byte[1000];
        new Random(7).nextBytes(noise);
        SileroModel model = SileroModel.unchecked(Path.of("noise.onnx"), noise);
        assertThatThrownBy(() -> SileroInference.open(model))
                .isInstanceOf(SileroException.class)
                .hasMessageContaining("noise.onnx does not load");
    }

    /** The windows of a recording in one row; the others hear it shifted, each by another time. */
    private static float[] judge(SileroInference inference, short[] pcm, int rows, int row)
            throws Exception {
        SileroStream[] streams = new SileroStream[rows];
        for (int i = 0; i < rows; i++) {
            streams[i] = new SileroStream();
            streams[i].wake(0);
        }
        float[] judged = new float[Math.max(WINDOWS, 100)];
        for (int window = 0; window < judged.length; window++) {
            for (int i = 0; i < rows; i++) {
                int at = window * SileroStream.WINDOW_SAMPLES + Math.abs(i - row) * 777;
                streams[i].write(pcm, at, SileroStream.WINDOW_SAMPLES);
                inference.load(i, rows, streams[i]);
            }
            inference.run(rows);
            for (int i = 0; i < rows; i++) {
                inference.unload(i, rows, streams[i]);
            }
            judged[window] = streams[row].probability();
        }
        return judged;
    }

    private static SileroStream[] streams(int count) {
        SileroStream[] streams = new SileroStream[count];
        for (int i = 0; i < count; i++) {
            streams[i] = new SileroStream();
            streams[i].wake(0);
        }
        return streams;
    }

    private static void infer(
            SileroInference inference, SileroStream[] streams, int rows, int times)
            throws Exception {
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < rows; i++) {
                inference.load(i, rows, streams[i]);
            }
            inference.run(rows);
            for (int i = 0; i < rows; i++) {
                inference.unload(i, rows, streams[i]);
            }
        }
    }
}
