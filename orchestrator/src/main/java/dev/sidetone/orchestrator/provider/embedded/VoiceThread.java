/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread with a FreeTTS voice of its own. Lives as long as the voice provider. A call
 * without room in its inbox does not hold up the others: its clause waits beside the queue and is
 * offered again every few milliseconds. Whatever a clause throws fails that clause; the thread goes
 * on.
 */
final class VoiceThread {

    private static final long RETRY_NS = 5_000_000;
    private static final long JOIN_MS = 2000;

    private final BoundedWork<VoiceStream.Clause> queue;

    /**
     * Clauses taken in and not yet finished, those that wait for room among them: what the bound
     * counts.
     */
    private final AtomicInteger open = new AtomicInteger();

    private final int capacity;
    private final Supplier<FreeTtsVoice> voices;
    private final VoiceCounters counters;
    private final LongSupplier clockNs;
    private final long stallNs;
    private final List<VoiceStream> stalled = new ArrayList<>();
    private final Thread thread;
    private @Nullable FreeTtsVoice voice;

    VoiceThread(
            String name,
            int capacity,
            Supplier<FreeTtsVoice> voices,
            VoiceCounters counters,
            LongSupplier clockNs,
            long stallNs) {
        this.queue = new BoundedWork<>(capacity);
        this.capacity = capacity;
        this.voices = voices;
        this.counters = counters;
        this.clockNs = clockNs;
        this.stallNs = stallNs;
        this.voice = voices.get();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Worker: takes the clause in, or not. */
    OfferResult offer(VoiceStream.Clause clause) {
        if (open.incrementAndGet() <= capacity && queue.offer(clause)) {
            return OfferResult.ACCEPTED;
        }
        open.decrementAndGet();
        if (queue.isClosed()) {
            return OfferResult.CLOSED;
        }
        counters.refused.increment();
        return OfferResult.BACK_PRESSURED;
    }

    int openClauses() {
        return open.get();
    }

    void close() {
        queue.close(1);
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!queue.isClosed()) {
            try {
                round();
            } catch (Throwable e) {
                // Whatever it was, the next clause must find this thread alive.
                counters.broken.increment();
            }
        }
    }

    private void round() {
        VoiceStream.Clause clause = stalled.isEmpty() ? queue.take() : queue.take(RETRY_NS);
        if (clause != null && clause.stream().delivery != null) {
            clause.stream().backlog.add(clause);
        } else if (clause != null && !speak(clause)) {
            stalled.add(clause.stream());
        }
        stalled.removeIf(this::resume);
    }

    /** Goes on with a call that had no room; true when nothing of it waits any more. */
    private boolean resume(VoiceStream stream) {
        ClauseDelivery waiting = stream.delivery;
        if (waiting != null && !deliver(waiting)) {
            return false;
        }
        for (VoiceStream.Clause next = stream.backlog.poll();
                next != null;
                next = stream.backlog.poll()) {
            if (!speak(next)) {
                return false;
            }
        }
        return true;
    }

    /** False when the rest of its audio has to wait. */
    private boolean speak(VoiceStream.Clause clause) {
        VoiceStream stream = clause.stream();
        if (!stream.wants(clause.utterance())) {
            counters.cancelled.increment();
            open.decrementAndGet();
            return true;
        }
        long startNs = clockNs.getAsLong();
        ClauseDelivery delivery;
        try {
            FreeTtsVoice ready = voice();
            ready.rate(stream.wordsPerMinute);
            delivery = new ClauseDelivery(clause, ready.speak(clause.text()), startNs);
        } catch (Throwable e) {
            voice = null;
            broken(clause, e);
            return true;
        }
        counters.busyNs.add(clockNs.getAsLong() - startNs);
        return deliver(delivery);
    }

    private boolean deliver(ClauseDelivery delivery) {
        VoiceStream stream = delivery.clause().stream();
        long nowNs = clockNs.getAsLong();
        ClauseDelivery.Progress progress;
        try {
            progress = delivery.deliver(nowNs);
        } catch (Throwable e) {
            stream.delivery = null;
            broken(delivery.clause(), e);
            return true;
        }
        if (progress == ClauseDelivery.Progress.NO_ROOM
                && nowNs - delivery.lastProgressNs() <= stallNs) {
            if (stream.delivery == null) {
                counters.stalled.increment();
            }
            stream.delivery = delivery;
            return false;
        }
        stream.delivery = null;
        open.decrementAndGet();
        switch (progress) {
            case DONE -> {
                counters.clauses.increment();
                counters.samples.add(delivery.samples());
            }
            case UNWANTED -> counters.cancelled.increment();
            case NO_ROOM -> {
                counters.abandoned.increment();
                stream.fail(
                        delivery.clause(),
                        ProviderFailure.Kind.OVERLOADED,
                        "no room for the audio");
            }
        }
        return true;
    }

    private void broken(VoiceStream.Clause clause, Throwable cause) {
        counters.broken.increment();
        open.decrementAndGet();
        clause.stream()
                .fail(
                        clause,
                        ProviderFailure.Kind.BROKEN,
                        "the voice failed: " + cause.getClass().getSimpleName());
    }

    private FreeTtsVoice voice() {
        FreeTtsVoice ready = voice;
        if (ready == null) {
            ready = voices.get();
            voice = ready;
        }
        return ready;
    }
}
