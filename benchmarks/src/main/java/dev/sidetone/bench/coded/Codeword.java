/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

/**
 * The layout of a codeword, 8 kHz: eleven slots of 20 ms, one tone a slot, all at one amplitude.
 *
 * <pre>
 * slot   0      1      2      3      4      5      6      7      8      9      10
 *      +------+------+------+------+------+------+------+------+------+------+------+
 *      | sync | sync | n    | n    | n    | n    | n    | crc  | crc  | crc  | crc  |
 *      | 3    | 12   | 19-16| 15-12| 11-8 | 7-4  | 3-0  | 15-12| 11-8 | 7-4  | 3-0  |
 *      +------+------+------+------+------+------+------+------+------+------+------+
 * group  0      0      1      2      0      1      2      0      1      2      0
 * </pre>
 *
 * A value of four bits in group g is the tone 312.5 Hz + 62.5 Hz · (3 · value + g): 48 tones up to
 * 3250 Hz, orthogonal over 128 samples. The group changes with the slot, so audio that slipped by a
 * frame of 20 ms has its tones in the wrong groups; no two slots in a row share a group but those
 * of the sync, which therefore cannot arise from values. The checksum is CRC-16/CCITT (polynomial
 * 0x1021, start 0xFFFF) over the number in three bytes, high byte first. Neither the slot before a
 * codeword nor the one after it may hold the tone beside it: a frame was played twice.
 */
final class Codeword {

    static final int SLOT_SAMPLES = 160;

    /** Tones are judged over this many samples in the middle of a slot. */
    static final int WINDOW_SAMPLES = 128;

    /** What a window's place may be off by without meeting the next slot. */
    static final int MARGIN_SAMPLES = (SLOT_SAMPLES - WINDOW_SAMPLES) / 2;

    static final int SYNC_SLOTS = 2;
    static final int NUMBER_SLOTS = CodedPhrase.BITS / 4;
    static final int SLOTS = SYNC_SLOTS + NUMBER_SLOTS + 4;
    static final int SAMPLES = SLOTS * SLOT_SAMPLES;

    /** Values of one slot. */
    static final int VALUES = 16;

    private static final int GROUPS = 3;
    private static final int LOWEST_STEP = 5;
    private static final int FIRST_SYNC = 3;
    private static final int SECOND_SYNC = 12;

    private Codeword() {}

    /** The tone of a slot, in steps of 62.5 Hz: periods in {@link #WINDOW_SAMPLES} samples. */
    static int step(int slot, int value) {
        return LOWEST_STEP + GROUPS * value + group(slot);
    }

    /** The tone of a sync slot, likewise. */
    static int syncStep(int slot) {
        return step(slot, slot == 0 ? FIRST_SYNC : SECOND_SYNC);
    }

    /** What a slot behind the sync says for this number. */
    static int value(int slot, int number) {
        int place = slot - SYNC_SLOTS;
        if (place < NUMBER_SLOTS) {
            return (number >> (4 * (NUMBER_SLOTS - 1 - place))) & 0xF;
        }
        return (checksum(number) >> (4 * (SLOTS - 1 - slot))) & 0xF;
    }

    static int checksum(int number) {
        int crc = 0xFFFF;
        for (int bit = 23; bit >= 0; bit--) {
            int top = (crc >> 15 ^ number >> bit) & 1;
            crc = (crc << 1 ^ top * 0x1021) & 0xFFFF;
        }
        return crc;
    }

    private static int group(int slot) {
        return slot < SYNC_SLOTS ? 0 : (slot - SYNC_SLOTS + 1) % GROUPS;
    }
}
