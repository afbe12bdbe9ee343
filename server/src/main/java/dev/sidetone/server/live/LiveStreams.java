/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.server.api.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The open streams of live pages. All get the same two pictures, made once a round and only when
 * somebody looks: the calls, sent when they changed, and the figures, sent each second. A picture
 * is whole in itself, so one that a slow browser missed is lost without harm.
 *
 * <p>Any thread opens; one thread at a time makes the rounds. When full: {@value #MOST} streams, a
 * further one is refused; a stream holds one message, and one that took none for {@value
 * #PATIENCE_MS} ms is cut and counted.
 */
public final class LiveStreams {
    /** Operators, not the public. */
    static final int MOST = 16;

    static final long PATIENCE_MS = 5000;
    private static final long FIGURES_EVERY_MS = 1000;

    private final Supplier<String> calls;
    private final Supplier<String> figures;
    private final Counters counters;
    private final AtomicInteger places = new AtomicInteger();
    private final ConcurrentLinkedQueue<Viewer> viewers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private Picture callsNow = Picture.NONE;
    private Picture figuresNow = Picture.NONE;
    private long figuresMs = Long.MIN_VALUE;

    /** A picture as it was last made, with a number that grows whenever it changed. */
    private record Picture(long version, String json, String event) {
        static final Picture NONE = new Picture(0, "", "");

        Picture next(String name, String now) {
            return now.equals(json)
                    ? this
                    : new Picture(version + 1, now, LiveStreams.event(name, now));
        }
    }

    /** One browser; of the thread that makes the rounds. */
    private static final class Viewer {
        final EventStream stream;
        long calls;
        long figures;
        long waitingSinceMs = Long.MAX_VALUE;
        boolean dropped;

        Viewer(EventStream stream) {
            this.stream = stream;
        }
    }

    /**
     * Streams of these pictures.
     *
     * @param calls JSON of one line
     * @param figures JSON of one line
     */
    public LiveStreams(Supplier<String> calls, Supplier<String> figures, Counters counters) {
        this.calls = calls;
        this.figures = figures;
        this.counters = counters;
    }

    /** Takes a place for a stream, which {@link #open} must follow; false when there is none. */
    boolean admit() {
        if (places.incrementAndGet() <= MOST) {
            return true;
        }
        places.decrementAndGet();
        counters.increment(MediaCounter.LIVE_STREAMS_REFUSED);
        return false;
    }

    /** A stream that was admitted begins; it gets its first pictures with the next round. */
    void open(EventStream stream) {
        viewers.add(new Viewer(stream));
        if (closed) {
            stream.end();
        }
    }

    /** Brings every stream what is new; at most a few times a second. */
    public void round(long nowMs) {
        leaveGone();
        if (closed || viewers.isEmpty()) {
            return;
        }
        callsNow = callsNow.next("calls", calls.get());
        // wall-clock time: one that was set back must not stop the figures
        if (nowMs < figuresMs || nowMs - FIGURES_EVERY_MS >= figuresMs) {
            figuresMs = nowMs;
            figuresNow = figuresNow.next("figures", figures.get());
        }
        for (Viewer viewer : viewers) {
            if (!viewer.dropped) {
                show(viewer, nowMs);
            }
        }
    }

    private void leaveGone() {
        for (Iterator<Viewer> all = viewers.iterator(); all.hasNext(); ) {
            if (!all.next().stream.isOpen()) {
                all.remove();
                places.decrementAndGet();
            }
        }
    }

    private void show(Viewer viewer, long nowMs) {
        String message =
                (viewer.calls == callsNow.version() ? "" : callsNow.event())
                        + (viewer.figures == figuresNow.version() ? "" : figuresNow.event());
        if (message.isEmpty()) {
            return;
        }
        if (viewer.stream.offer(message.getBytes(StandardCharsets.UTF_8))) {
            viewer.calls = callsNow.version();
            viewer.figures = figuresNow.version();
            viewer.waitingSinceMs = Long.MAX_VALUE;
        } else if (viewer.waitingSinceMs == Long.MAX_VALUE) {
            viewer.waitingSinceMs = nowMs;
        } else if (nowMs - viewer.waitingSinceMs >= PATIENCE_MS) {
            counters.increment(MediaCounter.LIVE_STREAMS_DROPPED);
            viewer.dropped = true;
            viewer.stream.drop();
        }
    }

    /**
     * One event, <a
     * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>.
     */
    static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }

    /** Ends all streams, and waits for none. */
    public void close() {
        closed = true;
        viewers.forEach(viewer -> viewer.stream.end());
    }
}
