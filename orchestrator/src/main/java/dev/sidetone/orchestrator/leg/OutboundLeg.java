/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.media.playout.PlayoutBuffer;
import dev.sidetone.orchestrator.link.CarrierLink;
import java.util.ArrayDeque;

/**
 * The agent's audio on its way out: holds it in the wire's codec, sends the first of it at once and
 * the rest in larger chunks within the carrier's look-ahead, and knows what of it the caller has
 * heard. Playout is confirmed by marks: one behind the first chunk of an utterance, one behind each
 * clause. Between marks a clock that runs from the first write stands in. Owned by one call on its
 * worker.
 *
 * <p>Positions are samples of the current utterance.
 */
public final class OutboundLeg {
    /** Nothing is due. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long NO_PATH = -1;
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final int CHUNK_MS = 100;
    private static final long RETRY_NS = 20 * NANOS_PER_MS;
    private static final long MARK_GRACE_NS = 1_000 * NANOS_PER_MS;

    private final CarrierLink link;
    private final PlayoutBuffer buffer;
    private final WorkerCounters counters;
    private final WorkerLatency latency;
    private final AudioFormat format;
    private final long lookAheadNs;
    private final long chunkNs;
    private final byte[] chunk;
    private final ArrayDeque<Long> clauseEnds = new ArrayDeque<>();
    private final ArrayDeque<SentMark> awaited = new ArrayDeque<>();

    private int chunkLength;

    /** Of a frame that was begun: an utterance may end within one, and the next goes on with it. */
    private long uncountedSamples;

    private long retryNs;
    private long nextMarkId;
    private long appended;
    private long sent;
    private long confirmed;
    private boolean complete;
    private boolean active;
    private boolean waited;
    private boolean firstWritten;
    private boolean firstChunkMarked;
    private long lastMarked;
    private long firstPathNs = NO_PATH;
    private long firstWriteNs;
    private long playEndNs;
    private long pathNs;

    /**
     * @param position samples sent before the mark
     * @param expectedNs when a carrier without any delay would have played them
     */
    private record SentMark(long id, long position, long expectedNs) {}

    public OutboundLeg(
            CarrierLink link,
            PlayoutBuffer buffer,
            WorkerCounters counters,
            WorkerLatency latency) {
        this.link = link;
        this.buffer = buffer;
        this.counters = counters;
        this.latency = latency;
        this.format = link.traits().outbound();
        this.lookAheadNs = link.traits().lookAheadMs() * NANOS_PER_MS;
        int chunkMs =
                Math.max(format.ptimeMs(), Math.min(CHUNK_MS, link.traits().lookAheadMs() / 2));
        this.chunkNs = chunkMs * NANOS_PER_MS;
        this.chunk = new byte[format.bytesPerMs() * chunkMs];
    }

    /** A new utterance begins; what was left of the one before was cleared or is finished. */
    public void begin() {
        appended = 0;
        sent = 0;
        confirmed = 0;
        lastMarked = 0;
        complete = false;
        firstChunkMarked = false;
        firstWritten = false;
        firstPathNs = NO_PATH;
        forgetMarks();
        active = true;
    }

    /** The utterance is over: nothing of it is awaited any more. */
    public void end() {
        active = false;
        forgetMarks();
    }

    /** Ids only grow, so an echo of a forgotten mark means nothing when it comes after all. */
    private void forgetMarks() {
        clauseEnds.clear();
        awaited.clear();
    }

    /**
     * Queues audio of the current utterance; false when it would hold more than its bound, then
     * nothing was taken.
     */
    public boolean append(byte[] audio, int offset, int length) {
        if (buffer.append(audio, offset, length) != OfferResult.ACCEPTED) {
            return false;
        }
        appended += samples(length);
        return true;
    }

    /** The audio appended so far ends a clause: its playout is to be confirmed. */
    public void endClause(long nowNs) {
        if (appended == sent && chunkLength == 0) {
            if (sent > lastMarked) {
                sendMark(nowNs);
            }
            return;
        }
        if (clauseEnds.isEmpty() || clauseEnds.getLast() != appended) {
            clauseEnds.addLast(appended);
        }
    }

    /** No more audio will follow in this utterance. */
    public void complete() {
        complete = true;
    }

    /** Sends what is due. */
    public void pump(long nowNs) {
        while (true) {
            if (chunkLength == 0) {
                if (buffer.size() == 0 || playEndNs - nowNs > lookAheadNs - chunkNs) {
                    break;
                }
                if (sent > 0 && waited) {
                    latency.record(LatencyPoint.PLAYOUT_LATENESS, nowNs - dueNs());
                    waited = false;
                }
                chunkLength = buffer.take(chunk, 0, nextChunkBytes());
            }
            if (link.sendMedia(chunk, 0, chunkLength) != OfferResult.ACCEPTED) {
                retryNs = nowNs + RETRY_NS;
                break;
            }
            onChunkSent(nowNs);
        }
        waited = chunkLength == 0 && buffer.size() > 0;
    }

    /** When the look-ahead has room for the next chunk. */
    private long dueNs() {
        return playEndNs - lookAheadNs + chunkNs;
    }

    private int nextChunkBytes() {
        Long clauseEnd = clauseEnds.peekFirst();
        long untilMark = clauseEnd == null ? Long.MAX_VALUE : bytes(clauseEnd - sent);
        return (int) Math.min(chunk.length, untilMark);
    }

    private void onChunkSent(long nowNs) {
        if (!firstWritten) {
            firstWritten = true;
            firstWriteNs = nowNs;
        }
        long durationNs = chunkLength * NANOS_PER_MS / format.bytesPerMs();
        playEndNs = Math.max(playEndNs, nowNs) + durationNs;
        sent += samples(chunkLength);
        countFrames(samples(chunkLength));
        chunkLength = 0;
        Long clauseEnd = clauseEnds.peekFirst();
        if (clauseEnd != null && sent >= clauseEnd) {
            clauseEnds.removeFirst();
            sendMark(nowNs);
        } else if (!firstChunkMarked) {
            sendMark(nowNs);
        }
    }

    private void countFrames(long samples) {
        long uncounted = uncountedSamples + samples;
        counters.add(MediaCounter.FRAMES_OUT, uncounted / format.frameSamples());
        uncountedSamples = uncounted % format.frameSamples();
    }

    private void sendMark(long nowNs) {
        firstChunkMarked = true;
        lastMarked = sent;
        if (!link.traits().marks()) {
            return;
        }
        long id = nextMarkId++;
        if (link.sendMark(id) == OfferResult.ACCEPTED) {
            // Behind audio that was played long ago, a mark comes back as soon as it is sent.
            awaited.addLast(new SentMark(id, sent, Math.max(playEndNs, nowNs)));
        }
    }

    /**
     * The carrier says that a mark was reached. Marks from before a clear are unknown by now, and
     * rightly ignored.
     */
    public void onMark(long markId, long nowNs) {
        while (!awaited.isEmpty() && awaited.getFirst().id() <= markId) {
            SentMark mark = awaited.removeFirst();
            confirmed = mark.position();
            if (mark.id() == markId) {
                pathNs = Math.max(0, nowNs - mark.expectedNs());
                latency.record(LatencyPoint.MARK_ROUND_TRIP, pathNs);
                firstPathNs = firstPathNs == NO_PATH ? pathNs : firstPathNs;
            }
        }
    }

    /**
     * Barge-in: drops what was not played, here and at the carrier. Marks still awaited no longer
     * mean anything.
     */
    public void clear(long nowNs) {
        boolean unplayed = playEndNs + pathNs > nowNs || !awaited.isEmpty();
        buffer.clear();
        chunkLength = 0;
        complete = true;
        appended = sent;
        end();
        if (unplayed) {
            link.clear();
        }
        playEndNs = nowNs;
    }

    /**
     * Samples of the current utterance that the caller has heard by now: confirmed by marks, in
     * between by the clock.
     */
    public long heardSamples(long nowNs) {
        long unplayedNs = Math.max(0, playEndNs + pathNs - nowNs);
        long byClock = Math.max(0, sent - unplayedNs * format.sampleRate() / 1_000_000_000L);
        // A mark that should have come and did not says that less was heard than the clock
        // believes.
        long ceiling = awaited.isEmpty() ? sent : awaited.getFirst().position();
        return Math.max(confirmed, Math.min(byClock, ceiling));
    }

    /** True while the caller hears the agent, or is about to. */
    public boolean audible(long nowNs) {
        return buffer.size() > 0
                || chunkLength > 0
                || !awaited.isEmpty()
                || playEndNs + pathNs > nowNs;
    }

    /**
     * True when everything of a complete utterance was heard: its last mark came, or is long
     * overdue.
     */
    public boolean finished(long nowNs) {
        if (!complete || buffer.size() > 0 || chunkLength > 0) {
            return false;
        }
        if (awaited.isEmpty()) {
            return playedNs() <= nowNs;
        }
        return nowNs >= playEndNs + pathNs + MARK_GRACE_NS;
    }

    /** When the last audio sent was, or will have been, played: at once when its mark has come. */
    private long playedNs() {
        return confirmed >= sent ? playEndNs : playEndNs + pathNs;
    }

    /** True when the carrier has not confirmed all that it should have by now. */
    public boolean unconfirmed() {
        return !awaited.isEmpty();
    }

    /** When {@link #pump} or {@link #finished} should be asked again. */
    public long nextDeadlineNs(long nowNs) {
        if (chunkLength > 0) {
            return retryNs;
        }
        if (buffer.size() > 0) {
            return Math.max(nowNs, dueNs());
        }
        if (!active || !complete || sent == 0) {
            return NEVER;
        }
        if (awaited.isEmpty()) {
            return playedNs() > nowNs ? playedNs() : NEVER;
        }
        return playEndNs + pathNs + MARK_GRACE_NS;
    }

    /** True once audio of this utterance was written. */
    public boolean firstWritten() {
        return firstWritten;
    }

    /**
     * When the caller heard the first audio of this utterance: its write, and the delay that its
     * own mark showed, or the last mark known before.
     */
    public long firstHeardNs() {
        return firstWriteNs + (firstPathNs == NO_PATH ? pathNs : firstPathNs);
    }

    /** The delay from a write to its playout, as the last mark showed it. */
    long pathNs() {
        return pathNs;
    }

    /** Bytes that still wait here. */
    public int bufferedBytes() {
        return buffer.size() + chunkLength;
    }

    /** Samples of this utterance appended so far. */
    public long appendedSamples() {
        return appended;
    }

    /** Releases the playout buffer's chunks. */
    public void close() {
        buffer.release();
    }

    private long samples(long bytes) {
        return bytes / format.encoding().bytesPerSample();
    }

    private long bytes(long samples) {
        return samples * format.encoding().bytesPerSample();
    }
}
