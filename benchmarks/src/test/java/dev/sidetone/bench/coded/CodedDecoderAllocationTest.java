/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sidetone.bench.audio.WireAudio;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CodedDecoderAllocationTest {

    private static final int WARM_UP_ROUNDS = 200;
    private static final int ROUNDS = 50;

    private int phrases;

    @Test
    void shouldAllocateNothingWhileItDecodes() {
        byte[] mulaw = WireAudio.encode(CodedLine.phrase(4711, 320, new Random(1)));
        CodedDecoder decoder = CodedSpeech.decoder((number, startSample) -> phrases++);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        feed(decoder, mulaw, WARM_UP_ROUNDS);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            feed(decoder, mulaw, ROUNDS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(phrases).isEqualTo(WARM_UP_ROUNDS + 4 * ROUNDS);
        // An object a phrase would be 800 bytes.
        assertThat(least).as("bytes allocated over %s phrases", ROUNDS).isLessThan(512);
    }

    private static void feed(CodedDecoder decoder, byte[] mulaw, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int at = 0; at + CodedLine.FRAME <= mulaw.length; at += CodedLine.FRAME) {
                decoder.onMulaw(mulaw, at, CodedLine.FRAME);
            }
        }
    }
}
