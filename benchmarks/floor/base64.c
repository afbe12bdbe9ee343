/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base64.h"

#include <string.h>

static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#define NOT_A_DIGIT 0x80

static uint8_t digit_of[256];

/* Two characters for each value of 12 bits: half as many look-ups as one for each value of 6. */
static uint8_t pair_of[4096][2];

void base64_prepare(void)
{
    memset(digit_of, NOT_A_DIGIT, sizeof digit_of);
    for (unsigned value = 0; value < 64; value++) {
        digit_of[(uint8_t) ALPHABET[value]] = (uint8_t) value;
    }
    for (unsigned value = 0; value < 4096; value++) {
        pair_of[value][0] = (uint8_t) ALPHABET[value >> 6];
        pair_of[value][1] = (uint8_t) ALPHABET[value & 63];
    }
}

void base64_encode(const uint8_t *bytes, size_t length, uint8_t *out)
{
    for (; length >= 3; length -= 3, bytes += 3, out += 4) {
        uint32_t group = (uint32_t) bytes[0] << 16 | (uint32_t) bytes[1] << 8 | bytes[2];
        memcpy(out, pair_of[group >> 12], 2);
        memcpy(out + 2, pair_of[group & 4095], 2);
    }
    if (length > 0) {
        uint32_t group = (uint32_t) bytes[0] << 16 | (length == 2 ? (uint32_t) bytes[1] << 8 : 0);
        memcpy(out, pair_of[group >> 12], 2);
        out[2] = length == 2 ? pair_of[group & 4095][0] : '=';
        out[3] = '=';
    }
}

long base64_decode(const uint8_t *text, size_t length, uint8_t *out, size_t capacity)
{
    if (length % 4 != 0) {
        return -1;
    }
    if (length == 0) {
        return 0;
    }
    size_t padding = (size_t) (text[length - 1] == '=') + (size_t) (text[length - 1] == '=' && text[length - 2] == '=');
    size_t decoded = length / 4 * 3 - padding;
    if (decoded > capacity) {
        return -1;
    }
    const uint8_t *last = text + length - 4;
    unsigned seen = 0; /* one test after the loop instead of one for each group */
    for (; text < last + (padding == 0 ? 4 : 0); text += 4, out += 3) {
        unsigned a = digit_of[text[0]], b = digit_of[text[1]], c = digit_of[text[2]], d = digit_of[text[3]];
        seen |= a | b | c | d;
        uint32_t group = a << 18 | b << 12 | c << 6 | d;
        out[0] = (uint8_t) (group >> 16);
        out[1] = (uint8_t) (group >> 8);
        out[2] = (uint8_t) group;
    }
    if (padding > 0) {
        unsigned a = digit_of[text[0]], b = digit_of[text[1]], c = padding == 1 ? digit_of[text[2]] : 0;
        seen |= a | b | c;
        out[0] = (uint8_t) (a << 2 | b >> 4);
        if (padding == 1) {
            out[1] = (uint8_t) (b << 4 | c >> 2);
        }
    }
    return seen & NOT_A_DIGIT ? -1 : (long) decoded;
}
