/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import org.jspecify.annotations.Nullable;

/** A source did not give the model; the message says why, for the person who runs the command. */
final class PullException extends Exception {
    private static final long serialVersionUID = 1L;

    PullException(String message) {
        super(message);
    }

    PullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
