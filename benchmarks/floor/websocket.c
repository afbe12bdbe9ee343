/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE /* memmem */
#include "websocket.h"

#include <string.h>
#include <strings.h>

#include "base64.h"

#define REFUSAL(status, headers, reason) \
    "HTTP/1.1 " status "\r\nContent-Type: text/plain\r\nConnection: close\r\n" headers "\r\n" reason "\n"

const char WS_HEAD_TOO_LARGE[] = REFUSAL("431 Request Header Fields Too Large", "", "the request head is too large");
const char WS_SERVER_FULL[] = REFUSAL("503 Service Unavailable", "", "no connection is free; see --connections");

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32 - bits);
}

/* One block of SHA-1, RFC 3174 section 6.1. */
static void sha1_block(uint32_t state[5], const uint8_t *block)
{
    uint32_t w[80];
    for (int t = 0; t < 16; t++) {
        w[t] = (uint32_t) block[4 * t] << 24 | (uint32_t) block[4 * t + 1] << 16 | (uint32_t) block[4 * t + 2] << 8
            | block[4 * t + 3];
    }
    for (int t = 16; t < 80; t++) {
        w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int t = 0; t < 80; t++) {
        uint32_t mix = t < 20 ? ((b & c) | (~b & d)) + 0x5A827999u
            : t < 40          ? (b ^ c ^ d) + 0x6ED9EBA1u
            : t < 60          ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCu
                              : (b ^ c ^ d) + 0xCA62C1D6u;
        uint32_t next = rotate(a, 5) + mix + e + w[t];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

#define KEY_LENGTH 24
#define GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
#define DIGEST_LENGTH 20

/* Section 4.2.2: base64 of the SHA-1 of key and GUID. These are always 60 bytes, so always two blocks. */
static void accept_key(const uint8_t *key, uint8_t out[BASE64_ENCODED(DIGEST_LENGTH)])
{
    uint8_t blocks[128] = {0};
    size_t length = KEY_LENGTH + sizeof GUID - 1;
    memcpy(blocks, key, KEY_LENGTH);
    memcpy(blocks + KEY_LENGTH, GUID, sizeof GUID - 1);
    blocks[length] = 0x80;
    blocks[126] = (uint8_t) (length * 8 >> 8);
    blocks[127] = (uint8_t) (length * 8);
    uint32_t state[5] = {0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u};
    sha1_block(state, blocks);
    sha1_block(state, blocks + 64);
    uint8_t digest[DIGEST_LENGTH];
    for (int i = 0; i < DIGEST_LENGTH; i++) {
        digest[i] = (uint8_t) (state[i / 4] >> (24 - i % 4 * 8));
    }
    base64_encode(digest, sizeof digest, out);
}

struct text {
    const uint8_t *at;
    size_t length;
};

static struct text trimmed(const uint8_t *from, const uint8_t *end)
{
    while (from < end && (*from == ' ' || *from == '\t')) {
        from++;
    }
    while (end > from && (end[-1] == ' ' || end[-1] == '\t')) {
        end--;
    }
    return (struct text){from, (size_t) (end - from)};
}

static bool same(struct text text, const char *word)
{
    return text.length == strlen(word) && strncasecmp((const char *) text.at, word, text.length) == 0;
}

/* Whether a comma-separated list holds a word, in any case. */
static bool lists(struct text list, const char *word)
{
    const uint8_t *end = list.at + list.length;
    for (const uint8_t *from = list.at; from < end;) {
        const uint8_t *comma = memchr(from, ',', (size_t) (end - from));
        const uint8_t *stop = comma == NULL ? end : comma;
        if (same(trimmed(from, stop), word)) {
            return true;
        }
        from = stop + 1;
    }
    return false;
}

struct upgrade {
    bool websocket;
    bool connection;
    bool version;
    struct text key;
};

/* Reads the header fields between the request line and the empty line; false for a line that is none. */
static bool read_fields(const uint8_t *line, const uint8_t *end, struct upgrade *found)
{
    while (line < end) {
        const uint8_t *stop = memmem(line, (size_t) (end - line), "\r\n", 2);
        if (stop == NULL) {
            return false;
        }
        const uint8_t *colon = memchr(line, ':', (size_t) (stop - line));
        if (colon == NULL || colon == line) {
            return false;
        }
        struct text name = {line, (size_t) (colon - line)};
        struct text value = trimmed(colon + 1, stop);
        if (same(name, "Upgrade")) {
            found->websocket |= lists(value, "websocket");
        } else if (same(name, "Connection")) {
            found->connection |= lists(value, "upgrade");
        } else if (same(name, "Sec-WebSocket-Version")) {
            found->version |= same(value, "13");
        } else if (same(name, "Sec-WebSocket-Key")) {
            found->key = value;
        }
        line = stop + 2;
    }
    return true;
}

static const char *refusal_of(const struct upgrade *found)
{
    if (!found->websocket || !found->connection) {
        return REFUSAL("426 Upgrade Required", "Upgrade: websocket\r\n", "only WebSocket is spoken here");
    }
    if (!found->version) {
        return REFUSAL("426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Version must be 13");
    }
    uint8_t nonce[18];
    if (found->key.length != KEY_LENGTH || base64_decode(found->key.at, KEY_LENGTH, nonce, sizeof nonce) != 16) {
        return REFUSAL("400 Bad Request", "", "Sec-WebSocket-Key must be 16 bytes in base64");
    }
    return NULL;
}

enum handshake ws_handshake(const uint8_t *bytes, size_t length, size_t *head, uint8_t *answer, size_t *answer_length,
    const char **refusal)
{
    const uint8_t *blank = memmem(bytes, length, "\r\n\r\n", 4);
    if (blank == NULL) {
        return HANDSHAKE_PARTIAL;
    }
    const uint8_t *first = memmem(bytes, length, "\r\n", 2);
    size_t line = (size_t) (first - bytes);
    if (line < sizeof "GET / HTTP/1.1" - 1 || memcmp(bytes, "GET /", 5) != 0
        || memcmp(first - 9, " HTTP/1.1", 9) != 0) {
        *refusal = REFUSAL("400 Bad Request", "", "the request must be GET with HTTP/1.1");
        return HANDSHAKE_REFUSED;
    }
    struct upgrade found = {0};
    if (!read_fields(first + 2, blank + 2, &found)) {
        *refusal = REFUSAL("400 Bad Request", "", "a header field is malformed");
        return HANDSHAKE_REFUSED;
    }
    *refusal = refusal_of(&found);
    if (*refusal != NULL) {
        return HANDSHAKE_REFUSED;
    }
    static const char opening[] =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
    _Static_assert(sizeof opening - 1 + BASE64_ENCODED(DIGEST_LENGTH) + 4 <= WS_ANSWER_MAX, "the 101 must fit");
    uint8_t *out = answer;
    memcpy(out, opening, sizeof opening - 1);
    out += sizeof opening - 1;
    accept_key(found.key.at, out);
    out += BASE64_ENCODED(DIGEST_LENGTH);
    memcpy(out, "\r\n\r\n", 4);
    *answer_length = (size_t) (out + 4 - answer);
    *head = (size_t) (blank + 4 - bytes);
    return HANDSHAKE_ACCEPTED;
}

/* Eight bytes at a time: the mask repeats every four. */
static void unmask(uint8_t *payload, size_t length, const uint8_t *mask)
{
    uint64_t wide;
    memcpy(&wide, mask, 4);
    memcpy((uint8_t *) &wide + 4, mask, 4);
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, payload + i, 8);
        word ^= wide;
        memcpy(payload + i, &word, 8);
    }
    for (; i < length; i++) {
        payload[i] ^= mask[i & 3];
    }
}

static uint64_t big_endian(const uint8_t *bytes, int count)
{
    uint64_t value = 0;
    for (int i = 0; i < count; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

/*
 * Section 5.2:
 *
 *   byte 0   FIN, RSV1 to 3, opcode (4 bits)
 *   byte 1   MASK, length (7 bits); 126: 16 bits follow; 127: 64 bits follow
 *   then     the mask, 4 bytes, and the payload
 */
int ws_next(uint8_t *bytes, size_t available, size_t largest, struct ws_frame *frame)
{
    if (available < 2) {
        return 0;
    }
    unsigned opcode = bytes[0] & 15u;
    bool final = (bytes[0] & 0x80) != 0;
    bool control = opcode >= WS_CLOSE;
    uint64_t length = bytes[1] & 127u;
    bool known = opcode <= WS_BINARY || (control && opcode <= WS_PONG);
    if (!known || (bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) == 0
        || (control && (!final || length > WS_CONTROL_MAX))) {
        return -WS_PROTOCOL_ERROR;
    }
    size_t header = 2;
    if (length >= 126) {
        int wide = length == 126 ? 2 : 8;
        header += (size_t) wide;
        if (available < header) {
            return 0;
        }
        length = big_endian(bytes + 2, wide);
        /* the shortest form is a must, and the highest bit of the 64 must be clear */
        if (length < (wide == 2 ? 126u : 65536u) || length >> 63 != 0) {
            return -WS_PROTOCOL_ERROR;
        }
    }
    if (length > largest) {
        return -WS_TOO_BIG;
    }
    header += 4;
    if (available < header + length) {
        return 0;
    }
    unmask(bytes + header, length, bytes + header - 4);
    *frame = (struct ws_frame){opcode, final, bytes + header, length, header + length};
    return 1;
}

uint8_t *ws_header_before(uint8_t *payload, unsigned opcode, size_t length)
{
    uint8_t *start = payload - (length < 126 ? 2 : 4);
    start[0] = (uint8_t) (0x80 | opcode);
    if (length < 126) {
        start[1] = (uint8_t) length;
    } else {
        start[1] = 126;
        start[2] = (uint8_t) (length >> 8);
        start[3] = (uint8_t) length;
    }
    return start;
}

int ws_close_answer(const uint8_t *payload, size_t length)
{
    if (length == 0) {
        return 0;
    }
    int code = length == 1 ? 0 : payload[0] << 8 | payload[1];
    bool defined = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
    return defined || (code >= 3000 && code <= 4999) ? code : WS_PROTOCOL_ERROR;
}
