/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FLOOR_CONNECTION_H
#define FLOOR_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "media.h"
#include "websocket.h"

#define MESSAGE_MAX 4096
#define INPUT_MAX (MESSAGE_MAX + WS_CLIENT_HEADER) /* a full input therefore always holds a whole frame */

enum phase {
    HANDSHAKE,
    OPEN,
    ENDING, /* the last bytes are on their way out */
    DRAINING, /* ours is shut: what comes is thrown away, so that no reset overtakes our last bytes */
    BROKEN
};

/* Hot fields first: a frame that fits the usual path touches the head of `input` and of `stream`, nothing behind. */
struct connection {
    int descriptor;
    enum phase phase;
    bool waits_to_write;
    bool fragmented;
    size_t held; /* bytes in input */
    const uint8_t *unsent; /* into this connection or a constant; nothing more is read until it is out */
    size_t unsent_length;
    size_t assembled; /* bytes in message */
    size_t drained;
    struct connection *next_free;
    uint8_t control[WS_ANSWER_MAX];
    uint8_t input[INPUT_MAX];
    struct stream stream;
    uint8_t message[MESSAGE_MAX]; /* a fragmented message, put together */
};

struct counts {
    uint64_t accepted, full, handshakes_refused, frames, echoed, other, malformed, failed, energy;
};

extern struct counts count;

/* Makes one ready for a new socket, whatever it held before. */
void connection_open(struct connection *connection, int descriptor);

/*
 * What to do when the socket has bytes, and when it takes bytes again. Both return false when the connection is over
 * and its descriptor is to be closed. Otherwise it waits: to write if `unsent_length` is above 0, else to read.
 */
bool connection_readable(struct connection *connection);
bool connection_writable(struct connection *connection);

#endif
