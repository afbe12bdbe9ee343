/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees that a request for a final is answered though the service may leave its {@code Finalize}
 * unanswered, as it may where it understood nothing: a ping shows whether it lives, and if it does,
 * what is known so far is the answer. Loop's thread only.
 */
final class AnswerWait {
    /** Without a sign of life for so long a ping asks for one. */
    static final int PROBE_MS = 300;

    /** Then a service that lives has nothing to say: its finals take 100 to 300 ms. */
    static final int GRACE_MS = 600;

    /** Where it had begun to understand, or gave no sign of life, it gets longer. */
    static final int LONG_GRACE_MS = 1200;

    private final EventLoop loop;
    private final FinalAssembly assembly;
    private final Asker asker;
    private @Nullable ScheduledFuture<?> timer;

    /** Whoever waits for the final. */
    interface Asker {
        /** Asks for a sign of life, unless there was one since the request. */
        void probe();

        /** Whether the service was asked, lives, and says nothing. */
        boolean leftUnanswered();

        /** Takes what is known for the answer; where no words are, only if so told. */
        void settle(boolean evenWithoutWords);
    }

    AnswerWait(EventLoop loop, FinalAssembly assembly, Asker asker) {
        this.loop = loop;
        this.assembly = assembly;
        this.asker = asker;
    }

    /** A final was asked for; an earlier request is not waited for any more. */
    void start() {
        after(PROBE_MS, this::probe);
    }

    private void probe() {
        if (assembly.awaited()) {
            asker.probe();
            after(GRACE_MS - PROBE_MS, this::settleSoon);
        }
    }

    private void settleSoon() {
        if (!assembly.awaited()) {
            return;
        }
        if (asker.leftUnanswered() && !assembly.hasInterim()) {
            asker.settle(true);
        } else {
            after(LONG_GRACE_MS - GRACE_MS, () -> asker.settle(asker.leftUnanswered()));
        }
    }

    private void after(int delayMs, Runnable step) {
        stop();
        timer = loop.schedule(step, delayMs, TimeUnit.MILLISECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
