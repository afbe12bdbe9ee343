/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class EventLoopWorkerTest {
    private final EventLoopWorker worker =
            new WorkerEventLoopGroup(1, IoTransport.NIO, WaitMode.DENSITY).worker(0);
    private final List<String> flushed = new ArrayList<>();

    @Test
    void shouldFlushTheOthersWhenOneThrowsAndTellOfIt() {
        worker.onStart();
        worker.flushLater(() -> flushed.add("a"));
        worker.flushLater(() -> {
            throw new IllegalStateException("on purpose");
        });
        worker.flushLater(() -> flushed.add("c"));
        assertThatThrownBy(worker::flush).hasRootCauseMessage("on purpose");
        assertThat(flushed).containsExactly("a", "c");
        worker.flush();
        assertThat(flushed).as("each once").containsExactly("a", "c");
        worker.close();
    }

    @Test
    void shouldCloseItsLoopThoughTheLastFlushThrows() {
        worker.onStart();
        worker.flushLater(() -> {
            throw new IllegalStateException("on purpose");
        });
        assertThatThrownBy(worker::close).hasRootCauseMessage("on purpose");
        assertThat(worker.loop().isTerminated()).isTrue();
    }
}
