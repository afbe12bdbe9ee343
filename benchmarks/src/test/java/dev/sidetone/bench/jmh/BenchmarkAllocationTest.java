/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.vad.gate.GateSignal;
import dev.sidetone.vad.silero.SileroModel;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What runs once a frame allocates nothing: every such benchmark, called directly. Time is not
 * judged here.
 */
@Tag("unit")
final class BenchmarkAllocationTest {

    private static final int WARM_UP = 20_000;
    private static final int OPERATIONS = 10_000;
    private static final int ROUNDS = 3;
    private static final double LIMIT_BYTES = 1.0;

    /** Thirty-two rows take a millisecond. */
    private static final int INFERENCES_WARM_UP = 1_000;

    private static final int INFERENCES = 200;
    private static final double LIMIT_BYTES_PER_INFERENCE = 512.0;

    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** Keeps the results alive. */
    private double sum;

    private int[] kept = {};

    @TestFactory
    Stream<DynamicTest> shouldAllocateNothingPerFrame() {
        G711Benchmark g711 = new G711Benchmark();
        ResampleBenchmark resample = new ResampleBenchmark();
        EnergyBenchmark energy = new EnergyBenchmark();
        GateBenchmark gate = new GateBenchmark();
        Base64Benchmark base64 = new Base64Benchmark();
        InboxHopBenchmark inbox = new InboxHopBenchmark();
        DedicatedHopBenchmark dedicated = new DedicatedHopBenchmark();
        PlayoutBenchmark playout = new PlayoutBenchmark();
        MediaScanBenchmark scan = new MediaScanBenchmark();
        WebSocketCodecBenchmark webSocket = new WebSocketCodecBenchmark(new ReusedBuffer());
        WholeFrameBenchmark whole = new WholeFrameBenchmark(new ReusedBuffer());
        return Stream.of(
                allocatesNothing("MediaScanBenchmark.scan", scan::scan),
                allocatesNothing("WebSocketCodecBenchmark.decode", webSocket::decode),
                allocatesNothing(
                        "WebSocketCodecBenchmark.decodeAsClient", webSocket::decodeAsClient),
                allocatesNothing("WebSocketCodecBenchmark.encode", webSocket::encode),
                allocatesNothing(
                        "WebSocketCodecBenchmark.encodeAsClient", webSocket::encodeAsClient),
                allocatesNothing("WholeFrameBenchmark.inbound", whole::inbound),
                allocatesNothing("WholeFrameBenchmark.outbound", whole::outbound),
                allocatesNothing("G711Benchmark.decodeMuLaw", g711::decodeMuLaw),
                allocatesNothing("G711Benchmark.encodeMuLaw", g711::encodeMuLaw),
                allocatesNothing("G711Benchmark.decodeALaw", g711::decodeALaw),
                allocatesNothing("G711Benchmark.encodeALaw", g711::encodeALaw),
                allocatesNothing("ResampleBenchmark.from8To16", resample::from8To16),
                allocatesNothing("ResampleBenchmark.from16To8", resample::from16To8),
                allocatesNothing("EnergyBenchmark.judgeFrame", energy::judgeFrame),
                allocatesNothing(
                        "GateBenchmark.passFrame",
                        () -> gate.passFrame() == GateSignal.OPENED ? 1 : 0),
                allocatesNothing("Base64Benchmark.decode", base64::decode),
                allocatesNothing("Base64Benchmark.encode", base64::encode),
                allocatesNothing("InboxHopBenchmark.inline", inbox::inline),
                allocatesNothing("InboxHopBenchmark.cycleEach", inbox::cycleEach),
                allocatesNothing("InboxHopBenchmark.cycleEvery64", inbox::cycleEvery64),
                allocatesNothing("DedicatedHopBenchmark.inline", dedicated::inline),
                allocatesNothing("DedicatedHopBenchmark.cycleEach", dedicated::cycleEach),
                allocatesNothing("DedicatedHopBenchmark.cycleEvery64", dedicated::cycleEvery64),
                allocatesNothing("PlayoutBenchmark.appendAndTake", playout::appendAndTake));
    }

    @TestFactory
    Stream<DynamicTest> shouldAllocateLittlePerInferenceAndNothingOnAQuietFrame() throws Exception {
        SileroModel model =
                SileroModel.read(SharedMaterial.require("models/" + SileroModel.FILE_NAME));
        SileroBenchmark silero = new SileroBenchmark(model);
        return Stream.of(
                        allocatesNothing(
                                "SileroBenchmark.cascadeQuietFrame", silero::cascadeQuietFrame),
                        allocatesLittle("SileroBenchmark.judge1", silero::judge1),
                        allocatesLittle("SileroBenchmark.judge8", silero::judge8),
                        allocatesLittle("SileroBenchmark.judge16", silero::judge16),
                        allocatesLittle("SileroBenchmark.judge32", silero::judge32))
                .onClose(silero::close);
    }

    @Test
    void shouldSeeWhatAnOperationAllocates() {
        assertThat(bytesPerOperation(this::keepAnArray)).isGreaterThan(LIMIT_BYTES);
    }

    /** Kept in a field: an array that goes nowhere is no allocation once the compiler sees that. */
    private double keepAnArray() {
        kept = new int[3 + (int) (sum % 2)];
        return kept.length;
    }

    @Test
    void shouldBringEveryOfferedFrameToTheCall() {
        InboxHopBenchmark inbox = new InboxHopBenchmark();
        for (int i = 0; i < 640; i++) {
            inbox.cycleEvery64();
        }
        assertThat(inbox.slotsHeard()).isEqualTo(640);
    }

    @Test
    void shouldAnswerEveryFrameThatTheWholeFrameBenchmarksBring() {
        WholeFrameBenchmark whole = new WholeFrameBenchmark(new ReusedBuffer());
        long answer = whole.inbound();
        assertThat(answer)
                .as("a header of 4 bytes, a message with 216 of base64")
                .isEqualTo(4 + 305);
        assertThat(whole.inbound()).isEqualTo(2 * answer);
        assertThat(whole.outbound()).isEqualTo(3 * answer);
    }

    @Test
    void shouldReadInBothWaysWhatTheScanBenchmarksCompare() {
        MediaScanBenchmark scan = new MediaScanBenchmark();
        assertThat(scan.scan()).isEqualTo(FramedSpeech.FRAME_SAMPLES);
        assertThat(scan.jackson()).isEqualTo(FramedSpeech.FRAME_SAMPLES);
    }

    @Test
    void shouldHearAsMuchFromEitherCodec() {
        WebSocketCodecBenchmark webSocket = new WebSocketCodecBenchmark(new ReusedBuffer());
        for (int i = 1; i < 2 * FramedSpeech.FRAMES; i++) {
            webSocket.decode();
        }
        long heard = webSocket.decode();
        for (int i = 1; i < 2 * FramedSpeech.FRAMES; i++) {
            webSocket.decodeNetty();
        }
        assertThat(webSocket.decodeNetty()).isEqualTo(2 * heard);
    }

    @Test
    void shouldAllocateNothingOnEitherThreadOfAHop() {
        AcrossThreadsHopBenchmark hop = new AcrossThreadsHopBenchmark();
        try {
            repeat(hop::thereAndBack, WARM_UP);
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = allocatedByHop(hop);
                repeat(hop::thereAndBack, OPERATIONS);
                least = Math.min(least, (double) (allocatedByHop(hop) - before) / OPERATIONS);
            }
            assertThat(least).isLessThanOrEqualTo(LIMIT_BYTES);
        } finally {
            hop.close();
        }
    }

    private static long allocatedByHop(AcrossThreadsHopBenchmark hop) {
        return THREADS.getCurrentThreadAllocatedBytes()
                + THREADS.getThreadAllocatedBytes(hop.workerThreadId());
    }

    @Test
    void shouldReturnEveryOfferedFrameThroughTheOutbox() {
        DedicatedHopBenchmark dedicated = new DedicatedHopBenchmark();
        for (int i = 0; i < 640; i++) {
            dedicated.cycleEvery64();
        }
        assertThat(dedicated.framesReturned()).isEqualTo(640);
    }

    @Test
    void shouldOpenAndCloseTheGateInWhatTheBenchmarksHear() {
        GateBenchmark gate = new GateBenchmark();
        Stream<String> signals =
                Stream.generate(() -> gate.passFrame().name()).limit(2L * FramedSpeech.FRAMES);
        assertThat(signals).contains("OPENED", "CLOSED");
    }

    private DynamicTest allocatesNothing(String name, DoubleSupplier operation) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        assertThat(bytesPerOperation(operation))
                                .as("bytes allocated by one operation")
                                .isLessThanOrEqualTo(LIMIT_BYTES));
    }

    private DynamicTest allocatesLittle(String name, DoubleSupplier operation) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        assertThat(bytesPerOperation(operation, INFERENCES_WARM_UP, INFERENCES))
                                .as("bytes allocated by one inference")
                                .isLessThanOrEqualTo(LIMIT_BYTES_PER_INFERENCE));
    }

    private double bytesPerOperation(DoubleSupplier operation) {
        return bytesPerOperation(operation, WARM_UP, OPERATIONS);
    }

    /** The least of some rounds: a class loaded in one of them is not the operation's. */
    private double bytesPerOperation(DoubleSupplier operation, int warmUp, int operations) {
        repeat(operation, warmUp);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            repeat(operation, operations);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, (double) allocated / operations);
        }
        return least;
    }

    private void repeat(DoubleSupplier operation, int times) {
        for (int i = 0; i < times; i++) {
            sum += operation.getAsDouble();
        }
    }
}
