/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import com.sun.management.ThreadMXBean;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.RawMediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a worker's thread allocates for one echoed frame, socket to socket: prints the least of
 * three rounds. A program, since the tests' own JVM counts every buffer and pays for that with
 * objects.
 */
final class EchoAllocationProbe {
    private static final int CALLS = 20;
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 3;
    private static final int FRAMES = 500;
    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private EchoAllocationProbe() {}

    /** Prints one line: bytes per frame, and frames echoed. */
    public static void main(String[] arguments) throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of("SIDETONE_WORKERS", "1"))) {
            List<RawMediaSocket> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(RawMediaSocket.start(server.uri(), "MZ" + i));
            }
            long worker = workerThread();
            long echoed = echo(calls, WARM_UP);
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = THREADS.getThreadAllocatedBytes(worker);
                long frames = echo(calls, FRAMES);
                long allocated = THREADS.getThreadAllocatedBytes(worker) - before;
                least = Math.min(least, (double) allocated / frames);
                echoed += frames;
            }
            System.out.printf(Locale.ROOT, "%.3f %d%n", least, echoed);
            for (RawMediaSocket call : calls) {
                call.close();
            }
        }
    }

    private static long workerThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("media-worker"))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    private static long echo(List<RawMediaSocket> calls, int frames) throws Exception {
        byte[] audio = new byte[160];
        for (int frame = 0; frame < frames; frame++) {
            Arrays.fill(audio, (byte) frame);
            for (RawMediaSocket call : calls) {
                call.media(audio);
            }
            for (RawMediaSocket call : calls) {
                if (!Arrays.equals(call.nextAudio(), audio)) {
                    throw new AssertionError("not the frame that was sent");
                }
            }
        }
        return (long) frames * calls.size();
    }
}
