/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
@Timeout(60)
final class IoThreadsTest {
    private static final String PARKED = "parkNanos";
    private static final String SELECTING = "select";

    @Test
    void shouldParkBetweenRoundsInDensity() throws Exception {
        assertThat(waitOf(WaitMode.DENSITY)).isEqualTo(PARKED);
    }

    @Test
    void shouldWaitInTheSelectorInLatency() throws Exception {
        assertThat(waitOf(WaitMode.LATENCY)).isEqualTo(SELECTING);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunATaskOfAnotherThreadAndEndWhenClosed(WaitMode mode) throws Exception {
        WorkerEventLoopGroup loops = loops(mode);
        IoThreads threads = threads(loops);
        CountDownLatch ran = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            loops.worker(0).loop().execute(ran::countDown);
        }
        ran.await();
        assertThat(threads.close(Duration.ofSeconds(30))).isTrue();
        assertThat(loops.worker(0).loop().isTerminated()).isTrue();
    }

    /** In which of the two an idle thread is found first. */
    private static String waitOf(WaitMode mode) throws Exception {
        WorkerEventLoopGroup loops = loops(mode);
        IoThreads threads = threads(loops);
        CompletableFuture<Thread> driver = new CompletableFuture<>();
        loops.worker(0).loop().execute(() -> driver.complete(Thread.currentThread()));
        Thread thread = driver.get();
        String found = "";
        while (found.isEmpty()) {
            Thread.onSpinWait();
            StackTraceElement[] stack = thread.getStackTrace();
            found = is(stack, PARKED) ? PARKED : is(stack, "doSelect") ? SELECTING : "";
        }
        threads.close(Duration.ofSeconds(30));
        return found;
    }

    private static boolean is(StackTraceElement[] stack, String method) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals(method));
    }

    private static WorkerEventLoopGroup loops(WaitMode mode) {
        return WorkerEventLoopGroup.dedicated(1, 1, IoTransport.NIO, mode, 8);
    }

    private static IoThreads threads(WorkerEventLoopGroup loops) {
        IoThreads threads =
                new IoThreads(
                        loops,
                        new WorkerThreads(),
                        error -> {
                            throw new AssertionError(error);
                        });
        threads.start();
        return threads;
    }
}
