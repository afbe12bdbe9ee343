/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads server-sent events from the body of one answer, however the network cut it: inside a line,
 * a code point, or between CR and LF. Lines end in LF, CRLF or CR; comments and unknown fields are
 * skipped; several {@code data} lines join with LF; an event that the end of the body cuts is not
 * given out. {@code id} and {@code retry} are skipped too, since what providers stream is the
 * answer to a POST, which nobody resumes.
 *
 * <p>One for each answer, on the loop of its connection. When an event, or a line, grows past the
 * limit: {@link #read} says so, and nothing more is given out.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">the
 *     format</a>
 */
public final class SseReader {
    private static final int FIRST_SIZE = 512;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final int maxBytes;
    private final Listener listener;

    private byte[] line = new byte[FIRST_SIZE];
    private int lineLength;
    private byte[] data = new byte[FIRST_SIZE];
    private int dataLength;
    private boolean hasData;
    private String name = "";
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private boolean stopped;

    /** Takes events. */
    public interface Listener {
        /**
         * One event.
         *
         * @param name as its {@code event} field says; empty when it has none
         * @param data UTF-8; valid until this returns
         * @param length how much of {@code data}, from its start
         */
        void onEvent(String name, byte[] data, int length);
    }

    /**
     * Starts before the first byte of a body.
     *
     * @param maxBytes the longest line, and the most data of one event
     */
    public SseReader(int maxBytes, Listener listener) {
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /**
     * Takes the next piece of the body and gives out what is complete; the piece stays the
     * caller's.
     *
     * @return false when an event is larger than allowed, now or before
     */
    public boolean read(ByteBuf piece) {
        int at = piece.readerIndex();
        int end = piece.writerIndex();
        while (at < end && !stopped) {
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (piece.getByte(at) == '\n') {
                    at++;
                    continue;
                }
            }
            int stop = piece.forEachByte(at, end - at, ByteProcessor.FIND_CRLF);
            append(piece, at, (stop < 0 ? end : stop) - at);
            if (stop < 0) {
                break;
            }
            afterCarriageReturn = piece.getByte(stop) == '\r';
            endLine();
            at = stop + 1;
        }
        return !stopped;
    }

    /** Gives out nothing more, whatever is still read; for a listener that has seen enough. */
    public void stop() {
        stopped = true;
    }

    private void append(ByteBuf piece, int from, int length) {
        if (length > maxBytes - lineLength) {
            stopped = true;
            return;
        }
        line = grown(line, lineLength + length);
        piece.getBytes(from, line, lineLength, length);
        lineLength += length;
    }

    private void endLine() {
        if (stopped) {
            return;
        }
        int start = firstLine && startsWith(BYTE_ORDER_MARK, 0) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        if (lineLength == start) {
            dispatch();
        } else if (line[start] != ':') {
            field(start);
        }
        lineLength = 0;
    }

    private void field(int start) {
        int colon = start;
        while (colon < lineLength && line[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, lineLength);
        if (value < lineLength && line[value] == ' ') {
            value++;
        }
        if (isNamed(DATA, start, colon)) {
            addData(value);
        } else if (isNamed(EVENT, start, colon)) {
            name = new String(line, value, lineLength - value, StandardCharsets.UTF_8);
        }
    }

    private void addData(int from) {
        int length = lineLength - from;
        if (length + 1 > maxBytes - dataLength) {
            stopped = true;
            return;
        }
        data = grown(data, dataLength + length + 1);
        if (hasData) {
            data[dataLength++] = '\n';
        }
        System.arraycopy(line, from, data, dataLength, length);
        dataLength += length;
        hasData = true;
    }

    private void dispatch() {
        String event = name;
        int length = dataLength;
        boolean complete = hasData;
        name = "";
        dataLength = 0;
        hasData = false;
        if (complete) {
            listener.onEvent(event, data, length);
        }
    }

    private boolean isNamed(byte[] field, int from, int to) {
        return to - from == field.length && startsWith(field, from);
    }

    private boolean startsWith(byte[] bytes, int from) {
        return lineLength - from >= bytes.length
                && Arrays.equals(line, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private static byte[] grown(byte[] bytes, int needed) {
        return needed <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
}
