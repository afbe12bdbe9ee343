/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The carrier's playout queue, as Twilio describes it: audio of any size queues in order and is
 * played at real time; a mark is echoed when what precedes it has been played, at once when there
 * is nothing; clear empties the queue, lets the 20 ms frame in play finish, and echoes the marks
 * that waited. An idle queue holds the first audio back by the playout depth, as a jitter buffer
 * does; while it plays, what arrives joins on without a gap. Stepped with the time; owned by the
 * thread of the caller's loop. Keeps all that was heard, about 8 KB a second, until {@link
 * #forget}.
 *
 * @see <a href="https://www.twilio.com/docs/voice/media-streams/websocket-messages">Twilio:
 *     WebSocket messages</a>
 */
public final class CarrierPlayout {

    private static final long FRAME_NS = 20_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final long depthNs;
    private final ArrayList<HeardChunk> heard = new ArrayList<>();
    private final ArrayList<Long> clears = new ArrayList<>();
    private final ArrayDeque<PendingMark> marks = new ArrayDeque<>();
    private long endNs = Long.MIN_VALUE;
    private long lastAudibleEndNs = Long.MIN_VALUE;
    private long maxLookAheadNs;

    /** A playout queue that holds the first audio back by {@code depthMs}. */
    public CarrierPlayout(int depthMs) {
        this.depthNs = depthMs * 1_000_000L;
    }

    /** Audio arrived. */
    public void onMedia(byte[] mulaw, long nowNs) {
        if (mulaw.length == 0) {
            return;
        }
        long startNs = endNs > nowNs ? endNs : nowNs + depthNs;
        HeardChunk chunk = new HeardChunk(mulaw, nowNs, startNs);
        heard.add(chunk);
        endNs = chunk.endNs();
        lastAudibleEndNs = Math.max(lastAudibleEndNs, chunk.lastAudibleEndNs());
        maxLookAheadNs = Math.max(maxLookAheadNs, endNs - nowNs - depthNs);
    }

    /** A mark arrived; it comes out of {@link #takeDueMark} when it is due. */
    public void onMark(String name, long nowNs) {
        marks.add(new PendingMark(name, Math.max(nowNs, endNs)));
    }

    /** Clear arrived: what is not yet in play is dropped, waiting marks are due now. */
    public void onClear(long nowNs) {
        clears.add(nowNs);
        int cut = heard.size();
        while (cut > 0 && heard.get(cut - 1).endNs() > nowNs) {
            cut--;
        }
        for (HeardChunk chunk : heard.subList(cut, heard.size())) {
            chunk.cutAt(endOfFrameInPlay(chunk, nowNs));
        }
        endNs = Math.min(endNs, heard.isEmpty() ? endNs : Math.max(nowNs, lastEndNs()));
        lastAudibleEndNs = Long.MIN_VALUE;
        for (int i = heard.size() - 1; i >= 0 && lastAudibleEndNs == Long.MIN_VALUE; i--) {
            lastAudibleEndNs = heard.get(i).lastAudibleEndNs();
        }
        List<PendingMark> waiting = List.copyOf(marks);
        marks.clear();
        waiting.forEach(mark -> marks.add(new PendingMark(mark.name, Math.min(mark.dueNs, nowNs))));
    }

    private static long endOfFrameInPlay(HeardChunk chunk, long nowNs) {
        if (chunk.startNs() >= nowNs) {
            return chunk.startNs();
        }
        return chunk.startNs() + (nowNs - chunk.startNs() + FRAME_NS - 1) / FRAME_NS * FRAME_NS;
    }

    private long lastEndNs() {
        long lastNs = Long.MIN_VALUE;
        for (int i = heard.size() - 1; i >= 0; i--) {
            if (heard.get(i).playedSamples() > 0) {
                return heard.get(i).endNs();
            }
        }
        return lastNs;
    }

    /** The next mark whose time has come, or null. */
    @Nullable String takeDueMark(long nowNs) {
        PendingMark next = marks.peek();
        if (next == null || next.dueNs > nowNs) {
            return null;
        }
        marks.remove();
        return next.name;
    }

    /**
     * Tells of each mark whose time has come.
     *
     * @return when the next one is due, or {@link Long#MAX_VALUE}
     */
    public long tellDueMarks(long nowNs, Consumer<String> told) {
        for (String name = takeDueMark(nowNs); name != null; name = takeDueMark(nowNs)) {
            told.accept(name);
        }
        return nextMarkNs();
    }

    /** When the next mark is due, or {@link Long#MAX_VALUE}. */
    long nextMarkNs() {
        PendingMark next = marks.peek();
        return next == null ? NEVER : next.dueNs;
    }

    /** When the queue runs dry, as things stand; in the past when it is dry. */
    long endNs() {
        return endNs;
    }

    /** End of the last audible block heard or queued, or {@link Long#MIN_VALUE}. */
    public long lastAudibleEndNs() {
        return lastAudibleEndNs;
    }

    /** Most audio ever queued beyond the playout depth. */
    public double maxLookAheadMs() {
        return maxLookAheadNs / 1e6;
    }

    /** All messages in order of arrival. */
    public List<HeardChunk> heard() {
        return Collections.unmodifiableList(heard);
    }

    /**
     * Forgets what was over before {@code beforeNs}, for callers who stay long and measure as they
     * go.
     */
    public void forget(long beforeNs) {
        int over = 0;
        while (over < heard.size() && heard.get(over).endNs() < beforeNs) {
            over++;
        }
        heard.subList(0, over).clear();
        clears.removeIf(clearNs -> clearNs < beforeNs);
    }

    /** When clears arrived. */
    public List<Long> clears() {
        return Collections.unmodifiableList(clears);
    }

    private record PendingMark(String name, long dueNs) {}
}
