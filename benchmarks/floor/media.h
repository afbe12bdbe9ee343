/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FLOOR_MEDIA_H
#define FLOOR_MEDIA_H

#include <stddef.h>
#include <stdint.h>

#define STREAM_SID_MAX 64
#define AUDIO_MAX 1024 /* bytes of µ-law in one media message: 128 ms; Twilio sends 160 */
#define ANSWER_MAX (4 + 128 + STREAM_SID_MAX + (AUDIO_MAX + 2) / 3 * 4)

/* One Twilio media stream: what must outlive a message. Nothing in it points elsewhere, so a zeroed one is fresh. */
struct stream {
    size_t sid_length; /* 0 before the start message */
    size_t payload_at; /* where the base64 begins in answer */
    size_t payload_length;
    uint8_t *header; /* first byte of the frame in answer */
    size_t frame_length;
    uint64_t energy; /* sum of squares of the last frame */
    uint8_t sid[STREAM_SID_MAX];
    uint8_t audio[AUDIO_MAX];
    int16_t pcm[AUDIO_MAX];
    uint8_t answer[ANSWER_MAX]; /* the frame that goes out, built once; only its payload changes */
};

enum message { MESSAGE_ECHO, MESSAGE_OTHER, MESSAGE_MALFORMED };

/* Fills the µ-law table. Call once, before any other function of this file. */
void media_prepare(void);

/* Reads one text message. After MESSAGE_ECHO the frame to send is `header`, `frame_length` bytes. */
enum message media_take(struct stream *stream, const uint8_t *text, size_t length);

#endif
