/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE /* memmem */
#include "media.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base64.h"
#include "websocket.h"

#define LITERAL(text) (const uint8_t *) (text), sizeof(text) - 1
#define ANSWER_START 4 /* room for the WebSocket header */

static int16_t linear_of[256];

/* ITU-T G.711, µ-law, scaled to 16 bits: the codes are complemented; sign, three bits of segment, four of mantissa. */
void media_prepare(void)
{
    for (int code = 0; code < 256; code++) {
        int bits = ~code & 0xFF;
        int magnitude = ((((bits & 0x0F) << 3) + 0x84) << (bits >> 4 & 7)) - 0x84;
        linear_of[code] = (int16_t) (bits & 0x80 ? -magnitude : magnitude);
    }
}

static bool starts_with(const uint8_t *text, size_t length, const uint8_t *prefix, size_t prefix_length)
{
    return length >= prefix_length && memcmp(text, prefix, prefix_length) == 0;
}

/* The characters between `opening`, which ends in a quotation mark, and the next one; NULL if there are none. */
static const uint8_t *string_after(const uint8_t *text, const uint8_t *end, const uint8_t *opening,
    size_t opening_length, size_t *length)
{
    const uint8_t *found = memmem(text, (size_t) (end - text), opening, opening_length);
    if (found == NULL) {
        return NULL;
    }
    found += opening_length;
    const uint8_t *quote = memchr(found, '"', (size_t) (end - found));
    if (quote == NULL) {
        return NULL;
    }
    *length = (size_t) (quote - found);
    return found;
}

static uint8_t *append(uint8_t *at, const uint8_t *text, size_t length)
{
    memcpy(at, text, length);
    return at + length;
}

/* Closes the answer after a payload of this length, and sets its WebSocket header. Frames mostly are of one length. */
static void fit_answer(struct stream *stream, size_t payload_length)
{
    uint8_t *end = append(stream->answer + stream->payload_at + payload_length, LITERAL("\"}}"));
    size_t json_length = (size_t) (end - (stream->answer + ANSWER_START));
    stream->header = ws_header_before(stream->answer + ANSWER_START, WS_TEXT, json_length);
    stream->frame_length = (size_t) (end - stream->header);
    stream->payload_length = payload_length;
}

static enum message take_start(struct stream *stream, const uint8_t *text, size_t length)
{
    size_t sid_length;
    const uint8_t *sid = string_after(text, text + length, LITERAL("\"streamSid\":\""), &sid_length);
    if (sid == NULL || stream->sid_length != 0 || sid_length == 0 || sid_length > STREAM_SID_MAX) {
        return MESSAGE_MALFORMED;
    }
    for (size_t i = 0; i < sid_length; i++) {
        if (!isalnum(sid[i])) { /* it goes into our own JSON as it is */
            return MESSAGE_MALFORMED;
        }
    }
    memcpy(stream->sid, sid, sid_length);
    stream->sid_length = sid_length;
    uint8_t *at = stream->answer + ANSWER_START;
    at = append(at, LITERAL("{\"event\":\"media\",\"streamSid\":\""));
    at = append(at, sid, sid_length);
    at = append(at, LITERAL("\",\"media\":{\"payload\":\""));
    stream->payload_at = (size_t) (at - stream->answer);
    return MESSAGE_OTHER;
}

/* To linear samples and their energy: what a server that listens to its caller has to do with every frame. */
static void listen(struct stream *stream, size_t samples)
{
    for (size_t i = 0; i < samples; i++) {
        stream->pcm[i] = linear_of[stream->audio[i]];
    }
    uint64_t energy = 0;
    for (size_t i = 0; i < samples; i++) {
        energy += (uint64_t) (stream->pcm[i] * stream->pcm[i]);
    }
    stream->energy = energy;
}

static enum message take_media(struct stream *stream, const uint8_t *text, size_t length)
{
    const uint8_t *end = text + length;
    size_t payload_length;
    const uint8_t *payload = string_after(text, end, LITERAL("\"payload\":\""), &payload_length);
    if (payload == NULL || payload_length == 0) {
        return MESSAGE_MALFORMED;
    }
    /* Twilio puts the streamSid last; others may put it first. */
    size_t sid_length;
    const uint8_t *sid = string_after(payload + payload_length, end, LITERAL("\"streamSid\":\""), &sid_length);
    if (sid == NULL) {
        sid = string_after(text, payload, LITERAL("\"streamSid\":\""), &sid_length);
    }
    bool started = stream->sid_length > 0;
    if (!started || sid == NULL || sid_length != stream->sid_length || memcmp(sid, stream->sid, sid_length) != 0) {
        return MESSAGE_MALFORMED;
    }
    long samples = base64_decode(payload, payload_length, stream->audio, sizeof stream->audio);
    if (samples <= 0) {
        return MESSAGE_MALFORMED;
    }
    listen(stream, (size_t) samples);
    base64_encode(stream->audio, (size_t) samples, stream->answer + stream->payload_at);
    if (payload_length != stream->payload_length) {
        fit_answer(stream, payload_length);
    }
    return MESSAGE_ECHO;
}

enum message media_take(struct stream *stream, const uint8_t *text, size_t length)
{
    if (starts_with(text, length, LITERAL("{\"event\":\"media\""))) {
        return take_media(stream, text, length);
    }
    if (starts_with(text, length, LITERAL("{\"event\":\"start\""))) {
        return take_start(stream, text, length);
    }
    return starts_with(text, length, LITERAL("{\"event\":\"")) ? MESSAGE_OTHER : MESSAGE_MALFORMED;
}
