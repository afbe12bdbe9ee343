/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FLOOR_WEBSOCKET_H
#define FLOOR_WEBSOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* RFC 6455: https://www.rfc-editor.org/rfc/rfc6455 */

enum { WS_CONTINUATION = 0, WS_TEXT = 1, WS_BINARY = 2, WS_CLOSE = 8, WS_PING = 9, WS_PONG = 10 };

enum { WS_PROTOCOL_ERROR = 1002, WS_UNSUPPORTED = 1003, WS_TOO_BIG = 1009 };

#define WS_CONTROL_MAX 125    /* section 5.5 */
#define WS_CLIENT_HEADER 14   /* the longest: 2 + a length of 64 bits + the mask */
#define WS_ANSWER_MAX 160     /* room for what ws_handshake writes */

/* What ws_handshake found. */
enum handshake { HANDSHAKE_PARTIAL, HANDSHAKE_ACCEPTED, HANDSHAKE_REFUSED };

/*
 * Reads a request head. On HANDSHAKE_ACCEPTED `*head` is its length, and the 101 is in `answer` (WS_ANSWER_MAX bytes,
 * `*answer_length` used). On HANDSHAKE_REFUSED `*refusal` is a whole response with the reason in plain text.
 */
enum handshake ws_handshake(const uint8_t *bytes, size_t length, size_t *head, uint8_t *answer, size_t *answer_length,
    const char **refusal);

/* The response for a head that does not fit the buffer, and the one for a server that is full. */
extern const char WS_HEAD_TOO_LARGE[];
extern const char WS_SERVER_FULL[];

struct ws_frame {
    unsigned opcode;
    bool final;
    uint8_t *payload; /* unmasked, inside the bytes that were read */
    size_t length;
    size_t size; /* header and payload */
};

/*
 * Takes the first frame off `bytes` and unmasks it in place. Returns 1 for a frame, 0 if it is not whole yet, or the
 * negative of the close code to fail with. Judges a header as soon as it is there: what is too big is never waited for.
 */
int ws_next(uint8_t *bytes, size_t available, size_t largest, struct ws_frame *frame);

/* Writes a server's header, unmasked, that ends right before `payload`; returns where it starts (at most 4 before). */
uint8_t *ws_header_before(uint8_t *payload, unsigned opcode, size_t length);

/* What to answer to the payload of a peer's close frame: its own code, or WS_PROTOCOL_ERROR, or 0 for none. */
int ws_close_answer(const uint8_t *payload, size_t length);

#endif
