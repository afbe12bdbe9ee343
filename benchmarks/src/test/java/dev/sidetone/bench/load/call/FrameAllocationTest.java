/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sidetone.bench.caller.FrameClock;
import dev.sidetone.bench.caller.TwilioMessages;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A frame that goes out and comes back makes no object, so that a thousand callers make none. */
@Tag("unit")
final class FrameAllocationTest {

    private static final int FRAMES = 200_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LoadTally tally = new LoadTally();
    private final EchoCaller caller = new EchoCaller(1, new NumberedFrames(1), tally);
    private final TwilioMessages messages = new TwilioMessages("MZ1", "CA1", "AC1");
    private final WireText wire = new WireText();
    private final FrameClock clock = new FrameClock(0, tally.latenessUs());
    private final byte[] out = new byte[2048];
    private final byte[] back = "{\"media\":\"".getBytes(StandardCharsets.US_ASCII);
    private final byte[] in = new byte[2048];

    private void exchange() {
        long frame = clock.frame();
        byte[] payload = Objects.requireNonNull(caller.nextFrame(frame));
        messages.media(out, frame + 1, frame * 20, payload);
        clock.onSent(clock.dueNs() + 1000);
        System.arraycopy(payload, 0, in, back.length, payload.length);
        int samples = wire.decode(in, back.length, payload.length);
        tally.received(samples);
        caller.onMedia(wire.decoded(), samples, clock.dueNs());
    }

    @Test
    void shouldMakeNoObjectPerFrame() {
        caller.onOpen(0, _ -> {});
        tally.window(0, Long.MAX_VALUE);
        for (int i = 0; i < FRAMES; i++) {
            exchange();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < FRAMES; i++) {
            exchange();
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat((double) bytes / FRAMES).isLessThan(1);
        caller.onEnd(clock.dueNs() + 10_000_000_000L);
        assertThat(tally.snapshot(0).frames().echo().faithful()).isTrue();
    }
}
