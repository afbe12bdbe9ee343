/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * What one message of the server says. Reused; loop's thread; valid as long as the message it was
 * read from.
 *
 * <pre>
 * {"audio":"base64","isFinal":null,"alignment":{"chars":[],"charStartTimesMs":[],"charDurationsMs":[]},"normalizedAlignment":{…}}
 * {"audio":null,"isFinal":true}
 * {"message":"…","error":"input_timeout_exceeded","code":1008}
 * </pre>
 */
final class SpeechMessage {
    private static final int MAX_CODE_CHARS = 60;

    private final JsonCursor json = new JsonCursor();
    private final CharTimes times = new CharTimes();
    private ByteBuf audio = Unpooled.EMPTY_BUFFER;
    private int audioStart;
    private int audioLength;
    private boolean last;
    private String error = "";
    private boolean hasError;

    /** Reads a message; false when it is no JSON object, or more than one. */
    boolean read(ByteBuf message) {
        audio = message;
        audioLength = 0;
        last = false;
        error = "";
        hasError = false;
        times.clear();
        json.reset(message);
        try {
            if (!json.enterObject()) {
                return false;
            }
            while (json.nextField()) {
                readField();
            }
            return json.atEnd();
        } finally {
            json.release();
        }
    }

    private void readField() {
        if (json.isNamed("audio")) {
            if (json.readString()) {
                takeAudio();
            }
        } else if (json.isNamed("isFinal") || json.isNamed("is_final")) {
            last = json.isTrue();
        } else if (json.isNamed("alignment")) {
            times.read(json);
        } else if (json.isNamed("error")) {
            hasError = json.readString();
            error = hasError ? json.text() : "";
        } else {
            json.skip();
        }
    }

    /** Some writers of JSON escape characters of base64: {@code \/}, or {@code =} by its number. */
    private void takeAudio() {
        if (json.isEscaped()) {
            audio = Unpooled.copiedBuffer(json.text(), StandardCharsets.ISO_8859_1);
            audioStart = 0;
            audioLength = audio.readableBytes();
        } else {
            audioStart = json.stringStart();
            audioLength = json.stringLength();
        }
    }

    /** What holds the base64 of the audio: the message, most of the time. */
    ByteBuf audio() {
        return audio;
    }

    /** Forgets the message. */
    void release() {
        audio = Unpooled.EMPTY_BUFFER;
    }

    /** Where in {@link #audio} the base64 begins. */
    int audioStart() {
        return audioStart;
    }

    /** How many characters of base64 there are; 0 without audio. */
    int audioLength() {
        return audioLength;
    }

    /** True when this is the end of all audio. */
    boolean last() {
        return last;
    }

    CharTimes times() {
        return times;
    }

    /** True when the server says that it failed. */
    boolean isError() {
        return hasError;
    }

    /** The server's code of its failure, when it reads like one; its message may quote the text. */
    String errorCode() {
        return error.length() <= MAX_CODE_CHARS && error.matches("[A-Za-z0-9_.-]+")
                ? error
                : "an error";
    }

    /** What kind of failure that is. */
    Kind errorKind() {
        return switch (error) {
            case "input_timeout_exceeded" -> Kind.TIMED_OUT;
            case "rate_limit_exceeded",
                    "too_many_concurrent_requests",
                    "concurrent_limit_exceeded",
                    "system_busy" ->
                    Kind.OVERLOADED;
            case "internal_error", "internal_server_error" -> Kind.BROKEN;
            default -> Kind.REJECTED;
        };
    }
}
