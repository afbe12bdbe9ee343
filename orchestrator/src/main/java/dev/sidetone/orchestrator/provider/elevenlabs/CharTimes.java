/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import java.util.Arrays;

/**
 * Which characters one piece of audio holds, and when each is spoken, in milliseconds from the
 * piece's start. Reused; loop's thread.
 */
final class CharTimes {
    private final StringBuilder chars = new StringBuilder();

    /** For each UTF-16 unit the entry it stands in: an entry is one code point. */
    private int[] entries = new int[64];

    private int[] startsMs = new int[64];
    private int[] durationsMs = new int[64];
    private int entryCount;
    private int startCount;
    private int durationCount;

    void clear() {
        chars.setLength(0);
        entryCount = 0;
        startCount = 0;
        durationCount = 0;
    }

    /**
     * Reads {@code {"chars":[…],"charStartTimesMs":[…],"charDurationsMs":[…]}}; anything else reads
     * as nothing.
     */
    void read(JsonCursor json) {
        clear();
        if (!json.enterObject()) {
            return;
        }
        while (json.nextField()) {
            if (json.isNamed("chars")) {
                readChars(json);
            } else if (json.isNamed("charStartTimesMs") || json.isNamed("charsStartTimesMs")) {
                startsMs = readNumbers(json, startsMs, true);
            } else if (json.isNamed("charDurationsMs") || json.isNamed("charsDurationsMs")) {
                durationsMs = readNumbers(json, durationsMs, false);
            } else {
                json.skip();
            }
        }
    }

    private void readChars(JsonCursor json) {
        if (!json.enterArray()) {
            return;
        }
        while (json.nextValue()) {
            if (json.readString()) {
                // nearly all of them, and a string for each would be most of what a message costs
                int ascii = json.asciiChar();
                if (ascii >= 0) {
                    append((char) ascii);
                } else {
                    String entry = json.text();
                    for (int i = 0; i < entry.length(); i++) {
                        append(entry.charAt(i));
                    }
                }
            }
            entryCount++;
        }
    }

    private void append(char c) {
        entries = fitting(entries, chars.length());
        entries[chars.length()] = entryCount;
        chars.append(c);
    }

    private int[] readNumbers(JsonCursor json, int[] known, boolean starts) {
        int[] numbers = known;
        int count = 0;
        if (json.enterArray()) {
            while (json.nextValue()) {
                numbers = fitting(numbers, count);
                numbers[count++] = json.number();
            }
        }
        if (starts) {
            startCount = count;
        } else {
            durationCount = count;
        }
        return numbers;
    }

    private static int[] fitting(int[] array, int index) {
        return index < array.length ? array : Arrays.copyOf(array, 2 * array.length);
    }

    /** How many UTF-16 units there are; 0 where the times do not fit the characters. */
    int length() {
        return startCount == entryCount && durationCount == entryCount ? chars.length() : 0;
    }

    char charAt(int i) {
        return chars.charAt(i);
    }

    int startMs(int i) {
        return Math.max(0, startsMs[entries[i]]);
    }

    int endMs(int i) {
        return startMs(i) + Math.max(0, durationsMs[entries[i]]);
    }
}
