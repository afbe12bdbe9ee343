/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import java.io.IOException;

/** The file cannot be used as a store; the message names it, the cause, and what to do. */
public final class StoreProblem extends IOException {
    private static final long serialVersionUID = 1L;

    StoreProblem(String message, Throwable cause) {
        super(message, cause);
    }

    StoreProblem(String message) {
        super(message);
    }
}
