/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON where it lies, without a tree and without making a string of what nobody reads:
 * base64 audio is found by its bounds. Lenient about what it skips, strict about what it enters; a
 * text that is no JSON makes it {@link #failed}, never throw. Reused; loop's thread.
 */
final class JsonCursor {
    private static final int MAX_DEPTH = 32;

    private ByteBuf json = Unpooled.EMPTY_BUFFER;
    private int at;
    private int end;
    private boolean failed;
    private int start;
    private int stop;
    private boolean escaped;

    /** Starts at the buffer's reader index; the buffer's own indexes stay. */
    void reset(ByteBuf text) {
        json = text;
        at = text.readerIndex();
        end = text.writerIndex();
        failed = false;
    }

    /** Forgets the buffer. */
    void release() {
        json = Unpooled.EMPTY_BUFFER;
        at = 0;
        end = 0;
    }

    boolean failed() {
        return failed;
    }

    /** True when all of it was read: nothing but white space is left. */
    boolean atEnd() {
        return !failed && peek() == 0 && at == end;
    }

    /** Enters an object if one is next; else skips what is. */
    boolean enterObject() {
        return enter((byte) '{');
    }

    /** Enters an array if one is next; else skips what is. */
    boolean enterArray() {
        return enter((byte) '[');
    }

    private boolean enter(byte opening) {
        if (peek() != opening) {
            skip();
            return false;
        }
        at++;
        return true;
    }

    /** In an object: goes to the next field's value; false behind the last one. */
    boolean nextField() {
        if (!next((byte) '}')) {
            return false;
        }
        string();
        if (!failed && peek() == ':') {
            at++;
            return true;
        }
        return fail();
    }

    /** In an array: goes to the next value; false behind the last one. */
    boolean nextValue() {
        return next((byte) ']');
    }

    private boolean next(byte closing) {
        byte mark = peek();
        if (failed) {
            return false;
        }
        if (mark == ',') {
            at++;
            mark = peek();
        }
        if (mark == closing) {
            at++;
            return false;
        }
        return mark != 0 || fail();
    }

    /** Whether the field that {@link #nextField} found has this name. */
    boolean isNamed(String ascii) {
        if (escaped) {
            return text().equals(ascii);
        }
        int length = stop - start;
        if (length != ascii.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (json.getByte(start + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a string's bounds if one is next; else skips what is. */
    boolean readString() {
        if (peek() != '"') {
            skip();
            return false;
        }
        string();
        return !failed;
    }

    /** Where the string that was read begins. */
    int stringStart() {
        return start;
    }

    /** How many bytes it has, escapes as they stand. */
    int stringLength() {
        return stop - start;
    }

    /** The string that was read, where it is one character of ASCII; else negative. */
    int asciiChar() {
        return stop - start == 1 ? json.getByte(start) : -1;
    }

    /** Whether it has escapes, so that it does not say what its bytes say. */
    boolean isEscaped() {
        return escaped;
    }

    /** The string that was read. */
    String text() {
        String raw = json.toString(start, stop - start, StandardCharsets.UTF_8);
        return escaped ? unescaped(raw) : raw;
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                text.append(c);
                continue;
            }
            char kind = raw.charAt(++i);
            switch (kind) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append(unit(raw, i + 1));
                    i += 4;
                }
                default -> text.append(kind);
            }
        }
        return text.toString();
    }

    private static char unit(String raw, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                return '\uFFFD';
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    /** The whole number that is next, a fraction cut off; what is none reads as -1. */
    int number() {
        byte first = peek();
        if (first != '-' && (first < '0' || first > '9')) {
            skip();
            return -1;
        }
        int from = at;
        long value = 0;
        boolean whole = true;
        for (at = first == '-' ? at + 1 : at; at < end && inNumber(json.getByte(at)); at++) {
            byte digit = json.getByte(at);
            whole &= digit >= '0' && digit <= '9';
            if (whole) {
                value = Math.min(Integer.MAX_VALUE, value * 10 + digit - '0');
            }
        }
        return json.getByte(from) == '-' ? -1 : (int) value;
    }

    private static boolean inNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }

    /** Whether {@code true} is next; skips what is. */
    boolean isTrue() {
        boolean yes = peek() == 't';
        skip();
        return yes;
    }

    /** Skips the next value, whatever it is. */
    void skip() {
        int depth = 0;
        do {
            switch (peek()) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case '"' -> string();
                case ',', ':' -> at++;
                case 0 -> fail();
                default -> word();
            }
        } while (!failed && (depth > 0 && depth <= MAX_DEPTH));
        if (depth != 0) {
            fail();
        }
    }

    private void word() {
        int from = at;
        while (at < end && isWordByte(json.getByte(at))) {
            at++;
        }
        if (at == from) {
            fail();
        }
    }

    private static boolean isWordByte(byte b) {
        return inNumber(b) || (b >= 'a' && b <= 'z');
    }

    private void string() {
        if (peek() != '"') {
            fail();
            return;
        }
        start = at + 1;
        escaped = false;
        int from = start;
        while (true) {
            int quote = json.indexOf(from, end, (byte) '"');
            if (quote < 0) {
                fail();
                return;
            }
            int slashes = 0;
            while (quote - slashes > start && json.getByte(quote - slashes - 1) == '\\') {
                slashes++;
            }
            if (slashes % 2 == 0) {
                stop = quote;
                at = quote + 1;
                escaped = json.indexOf(start, stop, (byte) '\\') >= 0;
                return;
            }
            from = quote + 1;
        }
    }

    /** The next byte that is no white space; 0 behind the last. */
    private byte peek() {
        while (at < end) {
            byte b = json.getByte(at);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return 0;
    }

    private boolean fail() {
        failed = true;
        at = end;
        return false;
    }
}
