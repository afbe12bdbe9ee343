/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a simulated caller does in a call: steps, the file they are written in, and the audio they speak. Built before the call, immutable afterwards; no sockets. */
@NullMarked
package dev.sidetone.bench.script;

import org.jspecify.annotations.NullMarked;
