/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.script.Stimulus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an echo returns with what the caller sent. Twilio numbers nothing on the way to the
 * caller, so frames are known by their samples. Silence would look all alike: it is sent with a
 * number in the signs of its zeros, which µ-law has two of, so that it stays silence bit for bit.
 * Frames of a periodic tone may be alike; of such the earliest that is still due counts as back.
 * What comes back is read as one run of frames of 20 ms, however it is cut into messages. Owned by
 * the thread of the caller's loop; keeps all that was sent.
 */
final class EchoLedger {

    /** A frame that is not back after so long is lost; the call may end with younger ones out. */
    static final long OVERDUE_NS = 1_000_000_000;

    private static final byte OTHER_ZERO = 0x7f;

    private final int caller;
    private final List<Long> sentNs = new ArrayList<>();
    private final Map<ByteBuffer, TreeSet<Integer>> dueByAudio = new HashMap<>();
    private final TreeSet<Integer> due = new TreeSet<>();
    private byte[] part = new byte[0];
    private int next;
    private long reordered;
    private long repeated;
    private long foreign;

    /** The ledger of one call; silence carries its id as well as a number. */
    EchoLedger(String callSid) {
        this.caller = callSid.hashCode();
    }

    /** Writes down the next frame, and returns what to send for it. */
    byte[] send(byte[] frame, long nowNs) {
        int number = sentNs.size();
        byte[] sent = isSilence(frame) ? numbered(frame.length, number) : frame;
        sentNs.add(nowNs);
        due.add(number);
        dueByAudio.computeIfAbsent(ByteBuffer.wrap(sent), _ -> new TreeSet<>()).add(number);
        return sent;
    }

    /** Audio came back. */
    void onMedia(byte[] mulaw) {
        byte[] all = Arrays.copyOf(part, part.length + mulaw.length);
        System.arraycopy(mulaw, 0, all, part.length, mulaw.length);
        int at = 0;
        for (; at + Stimulus.FRAME_BYTES <= all.length; at += Stimulus.FRAME_BYTES) {
            take(Arrays.copyOfRange(all, at, at + Stimulus.FRAME_BYTES));
        }
        part = Arrays.copyOfRange(all, at, all.length);
    }

    /** What it comes to when the call ends at {@code endNs}. */
    EchoFigures figures(long endNs) {
        long lost =
                due.stream()
                        .filter(number -> number < next || sentNs.get(number) <= endNs - OVERDUE_NS)
                        .count();
        return new EchoFigures(lost, reordered, repeated, foreign);
    }

    private void take(byte[] frame) {
        TreeSet<Integer> alike = dueByAudio.get(ByteBuffer.wrap(frame));
        if (alike == null) {
            foreign++;
            return;
        }
        if (alike.isEmpty()) {
            repeated++;
            return;
        }
        @Nullable Integer inOrder = alike.ceiling(next);
        if (inOrder == null) {
            reordered++;
        } else {
            next = inOrder + 1;
        }
        Integer back = Objects.requireNonNullElseGet(inOrder, alike::first);
        alike.remove(back);
        due.remove(back);
    }

    private static boolean isSilence(byte[] frame) {
        for (byte sample : frame) {
            if (sample != WireAudio.SILENCE && sample != OTHER_ZERO) {
                return false;
            }
        }
        return true;
    }

    private byte[] numbered(int length, int number) {
        byte[] silence = new byte[length];
        long bits = (long) caller << Integer.SIZE | number;
        for (int i = 0; i < length; i++) {
            boolean set = i < Long.SIZE && (bits >>> i & 1) != 0;
            silence[i] = set ? OTHER_ZERO : WireAudio.SILENCE;
        }
        return silence;
    }
}
