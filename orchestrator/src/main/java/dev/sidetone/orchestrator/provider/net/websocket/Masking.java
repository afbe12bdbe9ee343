/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;

/**
 * Masking, <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.3">RFC 6455 section 5.3</a>:
 * each byte XOR the key's byte at the same position modulo four; eight bytes at a time. The same
 * operation masks and unmasks. Stateless.
 */
final class Masking {
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_WORD = 0xffffffffL;

    private Masking() {}

    /**
     * XORs in place.
     *
     * @param key as it stands on the wire, most significant byte first
     * @return true when every byte is below 0x80 afterwards, that is ASCII: known at no extra cost
     */
    static boolean apply(ByteBuf buffer, int from, int length, int key) {
        long wide = ((long) key << Integer.SIZE) | (key & LOW_WORD);
        long seen = 0;
        int at = from;
        int end = from + length;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = buffer.getLong(at) ^ wide;
            seen |= word;
            buffer.setLong(at, word);
        }
        int turned = key;
        for (; at < end; at++) {
            turned = Integer.rotateLeft(turned, Byte.SIZE);
            byte plain = (byte) (buffer.getByte(at) ^ turned);
            seen |= plain;
            buffer.setByte(at, plain);
        }
        return (seen & HIGH_BITS) == 0;
    }

    /** The key for a part of the payload that begins at this position in it. */
    static int keyAt(int key, int position) {
        return Integer.rotateLeft(key, (position & 3) * Byte.SIZE);
    }

    /** Whether every byte is below 0x80. */
    static boolean isAscii(ByteBuf buffer, int from, int length) {
        int at = from;
        int end = from + length;
        long seen = 0;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            seen |= buffer.getLong(at);
        }
        for (; at < end; at++) {
            seen |= buffer.getByte(at);
        }
        return (seen & HIGH_BITS) == 0;
    }
}
