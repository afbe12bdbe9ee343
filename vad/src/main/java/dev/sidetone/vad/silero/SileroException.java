/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Silero cannot serve. The message is for an operator: what was looked for, and what mends it. */
public final class SileroException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    SileroException(Reason reason, String message) {
        this(reason, message, null);
    }

    SileroException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of thing is wrong; unlike the message it names no path. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of things that can be wrong. */
    public enum Reason {
        /** There is no model where one was looked for. */
        MODEL_MISSING,
        /** A file is there and cannot be read. */
        MODEL_UNREADABLE,
        /** A file is there and is not the model. */
        MODEL_WRONG,
        /** ONNX Runtime does not run here. */
        NATIVE_UNAVAILABLE;

        /** Lower-case word for JSON and print. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
