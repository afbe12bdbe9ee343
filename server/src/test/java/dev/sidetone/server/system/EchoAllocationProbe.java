/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import com.sun.management.ThreadMXBean;
import dev.sidetone.orchestrator.provider.net.CallIos;
import dev.sidetone.server.Surroundings;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.testing.EchoWorkers;
import dev.sidetone.server.testing.RawMediaSocket;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * What a worker's thread allocates for one echoed frame, socket to socket, when the frames of all
 * calls are there at once: prints the least of three rounds. The worker is held until every frame
 * is in its socket, so that as many answers are written before the first is flushed; what a pool
 * keeps beyond its first few buffers is then used in every cycle. A program, since the tests' own
 * JVM counts every buffer and pays for that with objects.
 */
final class EchoAllocationProbe {
    private static final int CALLS = 128;
    private static final int WARM_UP = 400;
    private static final int ROUNDS = 3;
    private static final int FRAMES = 60;
    private static final Map<String, String> SETTINGS =
            Map.of("SIDETONE_PORT", "0", "SIDETONE_DRAIN_TIME", "0s", "SIDETONE_WORKERS", "1");
    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final List<RawMediaSocket> calls;
    private final HeldWorker worker;

    private EchoAllocationProbe(List<RawMediaSocket> calls, HeldWorker worker) {
        this.calls = calls;
        this.worker = worker;
    }

    /** Prints one line: bytes per frame, and frames echoed. */
    public static void main(String[] arguments) throws Exception {
        EchoWorkers workers = new EchoWorkers();
        try (VoiceServer server =
                VoiceServer.launch(
                        new ConfigLoader(SETTINGS).load(null),
                        workers,
                        Surroundings.ofThisProcess())) {
            List<RawMediaSocket> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(RawMediaSocket.start(server.uri(), "MZ" + i));
            }
            CallIos ios = workers.ios();
            new EchoAllocationProbe(calls, new HeldWorker(ios.ofThisThread().loop())).measure();
            for (RawMediaSocket call : calls) {
                call.close();
            }
        }
    }

    private void measure() throws Exception {
        long echoed = echo(WARM_UP);
        long thread = worker.threadId();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            long frames = echo(FRAMES);
            long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
            least = Math.min(least, (double) allocated / frames);
            echoed += frames;
        }
        System.out.printf(Locale.ROOT, "%.3f %d%n", least, echoed);
    }

    private long echo(int frames) throws Exception {
        byte[] audio = new byte[160];
        for (int frame = 0; frame < frames; frame++) {
            Arrays.fill(audio, (byte) frame);
            worker.hold();
            for (RawMediaSocket call : calls) {
                call.media(audio);
            }
            worker.release();
            for (RawMediaSocket call : calls) {
                if (!Arrays.equals(call.nextAudio(), audio)) {
                    throw new AssertionError("not the frame that was sent");
                }
            }
        }
        return (long) frames * calls.size();
    }

    /** A worker that stands still while it is told to; standing allocates nothing on its thread. */
    private static final class HeldWorker {
        private final Executor loop;
        private final Semaphore stands = new Semaphore(0);
        private volatile boolean held;
        private volatile Thread thread = Thread.currentThread();

        HeldWorker(Executor loop) {
            this.loop = loop;
        }

        void hold() {
            held = true;
            loop.execute(this::stand);
            stands.acquireUninterruptibly();
        }

        private void stand() {
            thread = Thread.currentThread();
            stands.release();
            while (held) {
                LockSupport.park(this);
            }
        }

        void release() {
            held = false;
            LockSupport.unpark(thread);
        }

        /** Known once it was held. */
        long threadId() {
            return thread.threadId();
        }
    }
}
