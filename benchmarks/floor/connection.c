/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "connection.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define DRAIN_MAX 65536 /* what a peer may still send after our last bytes */

struct counts count;

void connection_open(struct connection *connection, int descriptor)
{
    memset(connection, 0, offsetof(struct connection, input));
    memset(&connection->stream, 0, offsetof(struct stream, sid));
    connection->descriptor = descriptor;
}

/* Sends what it can at once; the rest stays where it is until the socket takes more. */
static void send_bytes(struct connection *connection, const uint8_t *bytes, size_t length)
{
    ssize_t sent = send(connection->descriptor, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        connection->phase = BROKEN;
        return;
    }
    size_t taken = sent < 0 ? 0 : (size_t) sent;
    connection->unsent = bytes + taken;
    connection->unsent_length = length - taken;
}

static void send_last(struct connection *connection, const void *bytes, size_t length)
{
    connection->phase = ENDING;
    send_bytes(connection, bytes, length);
}

static void send_control(struct connection *connection, unsigned opcode, const uint8_t *payload, size_t length)
{
    uint8_t *at = connection->control + 4;
    memcpy(at, payload, length);
    send_bytes(connection, ws_header_before(at, opcode, length), length + 2);
}

/* Sends a close frame, with a code unless that is 0. */
static void close_with(struct connection *connection, int code)
{
    uint8_t payload[2] = {(uint8_t) (code >> 8), (uint8_t) code};
    connection->phase = ENDING;
    send_control(connection, WS_CLOSE, payload, code == 0 ? 0 : sizeof payload);
}

static void fail_with(struct connection *connection, int code)
{
    count.failed++;
    close_with(connection, code);
}

static void take_message(struct connection *connection, const uint8_t *text, size_t length)
{
    switch (media_take(&connection->stream, text, length)) {
    case MESSAGE_ECHO:
        count.echoed++;
        count.energy += connection->stream.energy;
        send_bytes(connection, connection->stream.header, connection->stream.frame_length);
        break;
    case MESSAGE_OTHER:
        count.other++;
        break;
    case MESSAGE_MALFORMED:
        count.malformed++;
        break;
    }
}

/* A message in pieces, RFC 6455 section 5.4: gathered up to the same limit as one in a single frame. */
static void take_fragment(struct connection *connection, const struct ws_frame *frame)
{
    if (connection->fragmented != (frame->opcode == WS_CONTINUATION)) {
        fail_with(connection, WS_PROTOCOL_ERROR);
        return;
    }
    if (frame->length > MESSAGE_MAX - connection->assembled) {
        fail_with(connection, WS_TOO_BIG);
        return;
    }
    memcpy(connection->message + connection->assembled, frame->payload, frame->length);
    connection->assembled += frame->length;
    connection->fragmented = !frame->final;
    if (frame->final) {
        take_message(connection, connection->message, connection->assembled);
        connection->assembled = 0;
    }
}

static void take_frame(struct connection *connection, const struct ws_frame *frame)
{
    count.frames++;
    switch (frame->opcode) {
    case WS_TEXT:
        if (frame->final && !connection->fragmented) {
            take_message(connection, frame->payload, frame->length);
            break;
        }
        take_fragment(connection, frame);
        break;
    case WS_CONTINUATION:
        take_fragment(connection, frame);
        break;
    case WS_PING:
        send_control(connection, WS_PONG, frame->payload, frame->length);
        break;
    case WS_PONG:
        break;
    case WS_CLOSE:
        close_with(connection, ws_close_answer(frame->payload, frame->length));
        break;
    default:
        fail_with(connection, WS_UNSUPPORTED);
        break;
    }
}

static size_t take_handshake(struct connection *connection)
{
    size_t head = 0;
    size_t answer_length = 0;
    const char *refusal = NULL;
    switch (ws_handshake(connection->input, connection->held, &head, connection->control, &answer_length, &refusal)) {
    case HANDSHAKE_ACCEPTED:
        connection->phase = OPEN;
        send_bytes(connection, connection->control, answer_length);
        return head;
    case HANDSHAKE_PARTIAL:
        if (connection->held < INPUT_MAX) {
            return 0;
        }
        refusal = WS_HEAD_TOO_LARGE;
        break;
    case HANDSHAKE_REFUSED:
        break;
    }
    count.handshakes_refused++;
    send_last(connection, refusal, strlen(refusal));
    return 0;
}

/* Takes all that `input` holds, but stops at an answer the socket does not take: TCP then slows the peer. */
static void take_input(struct connection *connection)
{
    size_t taken = connection->phase == HANDSHAKE ? take_handshake(connection) : 0;
    while (connection->phase == OPEN && connection->unsent_length == 0) {
        struct ws_frame frame;
        int found = ws_next(connection->input + taken, connection->held - taken, MESSAGE_MAX, &frame);
        if (found <= 0) {
            if (found < 0) {
                fail_with(connection, -found);
            }
            break;
        }
        take_frame(connection, &frame);
        taken += frame.size;
    }
    connection->held -= taken;
    if (taken > 0 && connection->held > 0) {
        memmove(connection->input, connection->input + taken, connection->held);
    }
}

/* After something was read or written: once the last bytes are out, the way out is shut. */
static bool settle(struct connection *connection)
{
    if (connection->phase == ENDING && connection->unsent_length == 0) {
        shutdown(connection->descriptor, SHUT_WR);
        connection->phase = DRAINING;
    }
    return connection->phase != BROKEN;
}

static bool drain(struct connection *connection)
{
    static uint8_t discarded[16384];
    ssize_t got = recv(connection->descriptor, discarded, sizeof discarded, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return true;
    }
    connection->drained += got > 0 ? (size_t) got : 0;
    return got > 0 && connection->drained <= DRAIN_MAX;
}

bool connection_readable(struct connection *connection)
{
    if (connection->phase == DRAINING) {
        return drain(connection);
    }
    ssize_t got = recv(connection->descriptor, connection->input + connection->held, INPUT_MAX - connection->held, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return true;
    }
    if (got <= 0) {
        return false;
    }
    connection->held += (size_t) got;
    take_input(connection);
    return settle(connection);
}

bool connection_writable(struct connection *connection)
{
    send_bytes(connection, connection->unsent, connection->unsent_length);
    if (connection->phase == OPEN && connection->unsent_length == 0) {
        take_input(connection); /* frames that were read with the one whose answer waited */
    }
    return settle(connection);
}
