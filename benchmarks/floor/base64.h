/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FLOOR_BASE64_H
#define FLOOR_BASE64_H

#include <stddef.h>
#include <stdint.h>

#define BASE64_ENCODED(bytes) (((bytes) + 2) / 3 * 4)

/* Fills the tables. Call once, before any other function of this file. */
void base64_prepare(void);

/* RFC 4648 section 4, with padding and without line breaks. Writes BASE64_ENCODED(length) characters, no NUL. */
void base64_encode(const uint8_t *bytes, size_t length, uint8_t *out);

/* Returns the number of bytes written, or -1 for a text that is not base64 or decodes to more than `capacity`. */
long base64_decode(const uint8_t *text, size_t length, uint8_t *out, size_t capacity);

#endif
