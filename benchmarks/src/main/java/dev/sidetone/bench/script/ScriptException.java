/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.io.IOException;

/** A script that cannot be used; the message names the source, the line and what was expected. */
public final class ScriptException extends IOException {

    private static final long serialVersionUID = 1;

    ScriptException(String source, int line, String what) {
        super(source + ":" + line + ": " + what);
    }
}
